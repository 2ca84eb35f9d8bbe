// Judging claims: shown at once, sent with the state of the event that was seen, taken back where the server refuses.

import { judge, keepReviewer, Refused, reviewer, setReliability, undoJudgement, type Judged } from "./api";
import { all, around, make, one, say, screenName } from "./dom";
import { refresh, visit } from "./go";

export type Act = "accept" | "reject" | "unsure" | "edit" | "merge" | "split";

const MARKS: Partial<Record<Act, [string, string]>> = {
  accept: ["ok", "✓"],
  reject: ["no", "✗"],
  unsure: ["unsure", "?"],
};
const FIELDS = ["date", "place", "actors", "recipients", "status", "type"];
const HINTS: Record<string, string> = {
  date: "2025-03-12, 2025-03 or 2025-03-10..2025-03-12",
  place: "Minsk",
  actors: "Iran/IRN/GOV + Belarus/BLR/GOV",
  recipients: "Iran/IRN/GOV + Belarus/BLR/GOV",
  status: "actual, future, hypothetical or negated",
  type: "SUPPORT",
};
/** A claim that waits for the other one that it is merged with. */
const WAITING = "rapporteur-merging";
/** What was judged in this window, for undo. */
const DONE = "rapporteur-done";

export function watchReview(): void {
  const name = one<HTMLInputElement>("#reviewer");
  if (name) {
    const known = reviewer();
    name.value = known === "unnamed" ? "" : known;
    name.addEventListener("change", () => keepReviewer(name.value));
  }
  document.addEventListener("click", (event) => {
    const button = around(event, ".acts button[data-act]");
    const claim = button?.closest<HTMLElement>("[data-claim].version, .claim");
    if (button && claim) act(button.dataset["act"] as Act, claim);
  });
  for (const use of ["focusin", "pointerdown"]) document.addEventListener(use, fillGrades);
  document.addEventListener("change", (event) => {
    const select = around<HTMLSelectElement>(event, "select.grade");
    if (!select) return;
    const source = select.dataset["source"] ?? "";
    setReliability(source, select.value).then(
      () => say(`${source} is graded ${select.value}`),
      (fault: Error) => say(fault.message, true),
    );
  });
}

/** The letters of a grade, once its field is used: it comes with the one that it has. */
function fillGrades(event: Event): void {
  const select = around<HTMLSelectElement>(event, "select.grade");
  if (!select || select.options.length > 1) return;
  const has = select.value;
  select.replaceChildren(...["A", "B", "C", "D", "E", "F"].map((letter) => make("option", { value: letter }, letter)));
  select.value = has;
}

/** Does something to the claim of a version or card. */
export function act(what: Act, item: HTMLElement): void {
  const claim = item.dataset["claim"];
  if (!claim) return;
  if (what === "edit") editForm(item, claim);
  else if (what === "merge") merge(item, claim);
  else {
    const mark = MARKS[what];
    void send(item, { act: what, claim }, mark && (() => showMark(item, ...mark)));
  }
}

/** Shows a mark at once; gives back what takes it away again. */
function showMark(item: HTMLElement, kind: string, sign: string): () => void {
  const place = one(".told, .one", item);
  const old = all(".judged", item);
  const mark = make("span", { class: `judged ${kind}` }, sign);
  for (const other of old) other.hidden = true;
  place?.append(" ", mark);
  return () => {
    mark.remove();
    for (const other of old) other.hidden = false;
  };
}

type Request = { act: Act; claim: string; field?: string; value?: string; with?: string };

async function send(item: HTMLElement, request: Request, show?: () => () => void): Promise<void> {
  const takeBack = show?.();
  item.classList.add("busy");
  const seen = item.closest<HTMLElement>("[data-etag]")?.dataset["etag"] ?? null;
  try {
    const answer = await judge({ ...request, reviewer: reviewer() }, seen);
    remember(answer.judgement.id);
    say(`${told(request.act)} by ${answer.judgement.reviewer}. z takes it back.`);
    await settle(answer, request.claim);
  } catch (fault) {
    takeBack?.();
    item.classList.remove("busy");
    if (fault instanceof Refused && fault.status === 412) {
      say("This event was changed meanwhile. It is shown anew; judge it again.", true);
      await refresh();
    } else say(fault instanceof Error ? fault.message : String(fault), true);
  }
}

function told(what: Act): string {
  return { accept: "Accepted", reject: "Rejected", unsure: "Marked unsure", edit: "Edited", merge: "Merged", split: "Split" }[what];
}

/** Shows what became of the event; its name may be another now. */
async function settle(answer: Judged, claim: string): Promise<void> {
  // What was judged of a report alone, its date for instance, is about no event.
  const id = answer.event?.id;
  const shown = one("#event")?.dataset["event"];
  if (id === undefined || shown === undefined || shown === id) {
    const open = all<HTMLDetailsElement>("details.drawer[open]").map((drawer) => drawer.closest<HTMLElement>(".claim")?.id);
    await refresh();
    for (const card of open) one<HTMLDetailsElement>(`#${CSS.escape(card ?? "none")} details.drawer`)?.setAttribute("open", "");
  } else if (screenName() === "collection") {
    const url = new URL(location.href);
    url.searchParams.set("e", id);
    await visit(url.pathname + url.search);
  } else location.assign(`/events/${encodeURIComponent(id)}`);
  one(`[data-claim="${CSS.escape(claim)}"]`)?.classList.add("here");
}

function remember(judgement: string): void {
  sessionStorage.setItem(DONE, JSON.stringify([...remembered(), judgement]));
}

function remembered(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(DONE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** Takes back what was judged last in this window; else the last judgement that is shown. */
export async function undo(): Promise<void> {
  const kept = remembered();
  const last = kept.pop() ?? all("[data-judgement]").at(-1)?.dataset["judgement"];
  if (!last) {
    say("Nothing was judged that could be taken back.");
    return;
  }
  sessionStorage.setItem(DONE, JSON.stringify(kept));
  try {
    const answer = await undoJudgement(last, reviewer());
    say("Taken back.");
    await settle(answer, "");
  } catch (fault) {
    say(fault instanceof Error ? fault.message : String(fault), true);
  }
}

/** A small form under a claim; one at a time. */
function form(item: HTMLElement, ...parts: (Node | string)[]): HTMLFormElement {
  for (const other of all("form.inline-form")) other.remove();
  const cancel = make("button", { type: "button" }, "Cancel");
  const made = make("form", { class: "inline-form" }, ...parts, make("button", { type: "submit", class: "primary" }, "Save"), cancel);
  cancel.addEventListener("click", () => made.remove());
  made.addEventListener("keydown", (event) => {
    if (event.key === "Escape") made.remove();
    event.stopPropagation();
  });
  one<HTMLDetailsElement>("details.drawer", item)?.setAttribute("open", "");
  (one(".acts", item) ?? item).after(made);
  return made;
}

function editForm(item: HTMLElement, claim: string): void {
  const field = make("select", { "aria-label": "Field", name: "field" }, ...FIELDS.map((name) => make("option", {}, name)));
  const value = make("input", { "aria-label": "Value", name: "value", size: "30", placeholder: HINTS["date"] ?? "" });
  field.addEventListener("change", () => (value.placeholder = HINTS[field.value] ?? ""));
  const made = form(item, field, value);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(item, { act: "edit", claim, field: field.value, value: value.value });
  });
  field.focus();
}

/** The first time a claim waits; the second time it is merged with the one that waits. */
function merge(item: HTMLElement, claim: string): void {
  const waiting = sessionStorage.getItem(WAITING);
  const event = one("#event")?.dataset["event"] ?? item.dataset["event"] ?? "";
  const [other, from] = waiting?.split(" ") ?? [];
  if (other && from !== event) {
    sessionStorage.removeItem(WAITING);
    void send(item, { act: "merge", claim, with: other });
    return;
  }
  sessionStorage.setItem(WAITING, `${claim} ${event}`);
  const id = make("input", { "aria-label": "Id of the other event or claim", name: "with", placeholder: "id of the other event" });
  const made = form(item, "Merge with", id, "or open the other event and press m");
  made.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    sessionStorage.removeItem(WAITING);
    void send(item, { act: "merge", claim, with: id.value.trim() });
  });
  one("button[type=button]", made)?.addEventListener("click", () => sessionStorage.removeItem(WAITING));
  id.focus();
}

// One report: text and claims linked both ways, the publication date, citations.

import { all, around, one, say } from "./dom";
import { setPublished } from "./api";

export function watchReport(): void {
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const claim = around(event, ".claim[id]");
      const sentence = around(event, ".s[data-claims]");
      if (claim) light([claim.id]);
      else if (sentence) light((sentence.dataset["claims"] ?? "").split(" "));
    });
  }
  document.addEventListener("click", (event) => {
    const sentence = around(event, ".s[data-claims]");
    const claim = around(event, ".claim[id]");
    if (sentence) stand(document.getElementById(around(event, "a.trigger")?.getAttribute("href")?.slice(1) ?? (sentence.dataset["claims"] ?? "").split(" ")[0] ?? ""), true);
    else if (claim) stand(claim, false);
    if (around(event, "button.copy") && claim) void copy(claim);
  });
  document.addEventListener("submit", (event) => {
    const form = around<HTMLFormElement>(event, "form.set-date");
    if (!form) return;
    event.preventDefault();
    const date = new FormData(form).get("published");
    void setDate(form, typeof date === "string" && date ? date : null);
  });
  const named = document.getElementById(location.hash.slice(1));
  const card = named?.closest<HTMLElement>(".claim");
  if (card) {
    stand(card, true);
    light([card.id]);
  }
}

/** Marks these claims, their sentences, and the roles in them. */
function light(claims: string[]): void {
  for (const card of all(".claim")) card.classList.toggle("active", claims.includes(card.id));
  for (const sentence of all(".s[data-claims]")) {
    const mine = (sentence.dataset["claims"] ?? "").split(" ");
    sentence.classList.toggle("active", mine.some((id) => claims.includes(id)));
  }
  for (const piece of all("[data-r]")) {
    const roles = (piece.dataset["r"] ?? "").split(" ").map((role) => role.split(":"));
    const role = roles.find(([id]) => claims.includes(id ?? ""))?.[1];
    piece.className = [piece.matches("a") ? "trigger" : "", role ? `on-${role}` : ""].join(" ").trim();
  }
  // The text scrolls by itself; the page stays where it is.
  const [sentence, text] = [one(".s.active"), one("section.text")];
  if (!sentence || !text || text.scrollHeight <= text.clientHeight) return;
  const [words, frame] = [sentence.getBoundingClientRect(), text.getBoundingClientRect()];
  if (words.top < frame.top || words.bottom > frame.bottom) text.scrollTop += words.top - frame.top - frame.height / 3;
}

/** Makes a claim the one that keys are about. */
function stand(card: HTMLElement | null, scroll: boolean): void {
  if (!card?.classList.contains("claim")) return;
  for (const other of all(".claim")) other.classList.toggle("here", other === card);
  if (scroll) card.scrollIntoView({ block: "nearest" });
}

async function setDate(form: HTMLFormElement, date: string | null): Promise<void> {
  const report = form.dataset["report"] ?? "";
  form.classList.add("busy");
  try {
    const id = await setPublished(report, date);
    location.assign(`/reports/${encodeURIComponent(id)}`);
  } catch (fault) {
    form.classList.remove("busy");
    say(String(fault instanceof Error ? fault.message : fault), true);
  }
}

/** “Sentence” – publisher, headline, date, and where in the ledger. */
async function copy(card: HTMLElement): Promise<void> {
  const text = (selector: string, within: ParentNode = document) => one(selector, within)?.textContent?.trim() ?? "";
  const words = text("blockquote.sentence", card).replace(/\s+/g, " ");
  const from = [text(".report-head .publisher"), `“${text(".report-head h1")}”`, text(".report-head time")].filter(Boolean);
  const citation = `“${words}” – ${from.join(", ")} (${location.origin}${location.pathname}#${card.dataset["claim"] ?? ""})`;
  try {
    await navigator.clipboard.writeText(citation);
    say("Citation copied");
  } catch {
    say("The browser does not allow copying here", true);
  }
}

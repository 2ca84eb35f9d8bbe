// Going from one state of a collection to another without loading everything anew: the server's page for the new address is
// fetched, and what differs is put in place. A link that leads elsewhere is left alone.

import { around, one, say, screenName } from "./dom";
import { become } from "./become";

/** The parts of the page that a state decides. */
const PARTS = ["#rail", "#main", "#pane"];

/** A pointer that rests so long on a link, in milliseconds, is likely to press it. */
const RESTS = 60;
/** Whoever has seen a view so long, in milliseconds, is looking at it. */
const LOOKS = 200;
/** What was fetched ahead is good for so long, in milliseconds: others may change the ledger. */
const FRESH = 5000;

let running: AbortController | undefined;
/** The state that is likely to be asked for next. */
let ahead: { href: string; at: number; words: Promise<string> } | undefined;

export function watchLinks(): void {
  watchPointer();
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = around<HTMLAnchorElement | SVGAElement>(event, "a[href]");
    if (link) {
      const href = link.getAttribute("href") ?? "";
      if (!link.hasAttribute("download") && isHere(href)) {
        event.preventDefault();
        void visit(href);
      }
      return;
    }
    // A row is as good as the link in it, unless words are being selected.
    const row = around(event, ".ledger tbody tr");
    if (row && screenName() === "collection" && !getSelection()?.toString()) {
      const open = openOf(row);
      if (open) void visit(open.getAttribute("href") ?? "/");
    }
  });
  document.addEventListener("submit", (event) => {
    const form = around<HTMLFormElement>(event, "form.search");
    if (!form || screenName() !== "collection") return;
    event.preventDefault();
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") fields.append(name, String(value));
    void visit(`/?${fields}`);
  });
  addEventListener("popstate", () => {
    if (screenName() === "collection") void show(location.href);
  });
}

/** Fetches ahead where a pointer rests on a link or begins to press it, and where a link has the focus. */
function watchPointer(): void {
  let resting: number | undefined;
  const aheadOf = (event: Event): void => {
    const link = around<HTMLAnchorElement | SVGAElement>(event, "a[href]") ?? openOf(around(event, ".ledger tbody tr"));
    if (link && !link.hasAttribute("download")) fetchAhead(link.getAttribute("href"));
  };
  const soon = (event: Event): void => {
    clearTimeout(resting);
    resting = window.setTimeout(() => aheadOf(event), RESTS);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") soon(event);
  });
  document.addEventListener("focusin", soon);
  document.addEventListener("pointerdown", (event) => {
    if (event.button === 0) aheadOf(event);
  });
  makeReady();
}

function fetchAhead(href: string | null | undefined): void {
  if (!href || !isHere(href) || isAhead(href)) return;
  const words = fetch(href, { headers: { accept: "text/html" } }).then((answer) => answer.text());
  // Where it fails, it is asked for again when it is wanted.
  words.catch(() => (ahead = undefined));
  ahead = { href, at: Date.now(), words };
}

let readying: number | undefined;

/** Whoever looks at a timeline is likely to want it nearer: that is asked for while they look. */
function makeReady(): void {
  clearTimeout(readying);
  const nearer = one('.zoom [data-zoom="nearer"]');
  if (nearer) readying = window.setTimeout(() => fetchAhead(nearer.getAttribute("href")), LOOKS);
}

function isAhead(href: string): boolean {
  return ahead?.href === href && Date.now() - ahead.at < FRESH;
}

/** The link of a row of the table. */
function openOf(row: Element | null): HTMLAnchorElement | null {
  return row && one<HTMLAnchorElement>("a.open", row);
}

/** Whether an address is a state of the collection that is shown. */
function isHere(href: string): boolean {
  if (screenName() !== "collection" || href.startsWith("#")) return false;
  const url = new URL(href, location.href);
  return url.origin === location.origin && url.pathname === "/" && location.pathname === "/";
}

/** Goes to a state, and keeps it in the history. */
export async function visit(href: string): Promise<void> {
  if (!isHere(href)) {
    location.assign(href);
    return;
  }
  if (await show(href)) history.pushState(null, "", href);
}

/** Shows the page as it is now on the server. */
export async function refresh(): Promise<void> {
  ahead = undefined;
  if (screenName() === "collection") await show(location.href);
  else {
    const page = await fetched(location.href);
    if (page) put(page, ["#main"]);
  }
}

/** Shows a state; false where something else was asked for meanwhile, or the server cannot be reached. */
async function show(href: string): Promise<boolean> {
  const page = await fetched(href);
  if (!page) return false;
  if (page.documentElement.dataset["screen"] !== "collection") {
    location.assign(href);
    return false;
  }
  document.title = page.title;
  const [before, after] = [one(".collection"), one(".collection", page)];
  if (before && after) before.className = after.className;
  put(page, PARTS);
  const [mine, theirs] = [one<HTMLFormElement>("form.search"), one<HTMLFormElement>("form.search", page)];
  if (mine && theirs && document.activeElement?.id !== "q") mine.replaceWith(theirs);
  makeReady();
  return true;
}

async function fetched(href: string): Promise<Document | undefined> {
  running?.abort();
  const mine = (running = new AbortController());
  try {
    const fetched = async () => (await fetch(href, { signal: mine.signal, headers: { accept: "text/html" } })).text();
    const words = await (isAhead(href) && ahead ? ahead.words.catch(fetched) : fetched());
    const page = new DOMParser().parseFromString(words, "text/html");
    return mine.signal.aborted ? undefined : page;
  } catch (fault) {
    if (!mine.signal.aborted) say("The server does not answer. Is rapporteur serve still running?", true);
    return undefined;
  }
}

/** Puts parts of a fetched page in place of those here. What has the focus keeps it, and what is unchanged stays. */
function put(page: Document, parts: string[]): void {
  const focused = document.activeElement;
  const key = focused?.getAttribute("href") ?? focused?.id;
  const paneTop = one("#pane")?.scrollTop ?? 0;
  for (const part of parts) {
    const [before, after] = [one(part), one(part, page)];
    if (before && after) become(before, after);
    else if (before) before.remove();
    else if (after) one(".collection")?.append(document.adoptNode(after));
  }
  const pane = one("#pane");
  if (pane) pane.scrollTop = paneTop;
  if (key && focused && (!focused.isConnected || (focused.getAttribute("href") ?? focused.id) !== key)) {
    const same = one(`a[href="${CSS.escape(key)}"]`) ?? document.getElementById(key);
    same?.focus({ preventScroll: true });
  }
}

// The keyboard: j k Enter a x u e m s z / . ?

import { all, one, say, screenName } from "./dom";
import { visit } from "./go";
import { act, undo, type Act } from "./review";

const ACTS: Record<string, Act> = { a: "accept", x: "reject", u: "unsure", e: "edit", m: "merge", s: "split" };

export function watchKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    const typing = target?.closest("input, textarea, select, [contenteditable]");
    if (typing) {
      if (event.key === "Escape") (typing as HTMLElement).blur();
      return;
    }
    if (pressed(event.key, target)) event.preventDefault();
  });
}

/** Does what a key means; false where it means nothing here. */
function pressed(key: string, target: Element | null): boolean {
  const review = ACTS[key];
  if (review) {
    const claim = current();
    if (claim) act(review, claim);
    return claim !== null;
  }
  switch (key) {
    case "j":
      return step(1, () => true);
    case "k":
      return step(-1, () => true);
    case ".":
      return step(1, (item) => one(".conflict, .field.disputed", item) !== null);
    case "Enter":
      // A link or a button that has the focus is what Enter is for.
      return target?.closest("a, button, summary") ? false : open();
    case "z":
      void undo();
      return true;
    case "/":
      one<HTMLInputElement>("#q")?.select();
      return true;
    case "?":
      location.assign("/help");
      return true;
    case "Escape": {
      const close = one<HTMLAnchorElement>("#pane a.close");
      close?.click();
      return close !== null;
    }
    default:
      return false;
  }
}

/** What can be walked: rows of the table; versions of an event on its own page; claims of a report. */
function items(): HTMLElement[] {
  if (screenName() === "report") return all(".claim");
  if (screenName() === "event") return all(".version");
  return all(".ledger tbody tr");
}

/** The claim that review is about: the version or card where one stands, else the first version of the open event. */
function current(): HTMLElement | null {
  if (screenName() === "collection") return one("#pane .version.here") ?? one("#pane .version");
  return one(".claim.here, .version.here") ?? one(".version");
}

function step(by: number, wanted: (item: HTMLElement) => boolean): boolean {
  const list = items();
  const at = list.findIndex((item) => item.classList.contains("here") || item.getAttribute("aria-current") === "true");
  let next = at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by;
  while (list[next] && !wanted(list[next] as HTMLElement)) next += by;
  const item = list[next];
  if (!item) return atTheEnd(by, list.length);
  for (const other of list) other.classList.toggle("here", other === item);
  item.scrollIntoView({ block: "nearest" });
  const focus = one<HTMLElement>("a.open", item) ?? item;
  if (focus === item) item.tabIndex = 0;
  focus.focus({ preventScroll: true });
  // With the evidence open, walking the table walks the evidence.
  if (one("#pane") && item.matches("tr")) void visit(one<HTMLAnchorElement>("a.open", item)?.getAttribute("href") ?? "/");
  return true;
}

/** After the last row come more rows, where there are. */
function atTheEnd(by: number, items: number): boolean {
  const more = one<HTMLAnchorElement>("#more");
  if (by > 0 && more) void visit(more.getAttribute("href") ?? "/");
  else if (items > 0) say("Nothing more here.");
  return items > 0;
}

function open(): boolean {
  const item = items().find((item) => item.classList.contains("here"));
  if (!item) return false;
  const drawer = one<HTMLDetailsElement>("details.drawer", item);
  if (drawer) drawer.open = !drawer.open;
  else one<HTMLAnchorElement>("a.open, .prints a", item)?.click();
  return true;
}

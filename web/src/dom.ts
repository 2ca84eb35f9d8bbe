// The little of the document that every part needs.

/** The first element that matches, of a kind. */
export function one<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T | null {
  return within.querySelector<T>(selector);
}

/** All elements that match. */
export function all<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

/** The element at or around where something happened. */
export function around<T extends Element = HTMLElement>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}

let fading: number | undefined;

/** Tells something in a line at the edge, which is read out too. */
export function say(words: string, wrong = false): void {
  const line = one("#say");
  if (!line) return;
  line.textContent = words;
  line.classList.toggle("wrong", wrong);
  clearTimeout(fading);
  fading = window.setTimeout(() => (line.textContent = ""), wrong ? 9000 : 4000);
}

/** An element with text and attributes; nothing here ever takes markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Which screen this is. */
export function screenName(): string {
  return document.documentElement.dataset["screen"] ?? "";
}

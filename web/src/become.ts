// Making one element of the document what another is, and leaving alone whatever is the same already: so that the browser
// lays out only what changed, and what has the focus or was unfolded stays so.

/** Makes `before` what `after` is; `after` is used up. */
export function become(before: Element, after: Element): void {
  if (before.isEqualNode(after)) return;
  // What people chose or wrote in a field belongs to that field alone.
  if (before.tagName !== after.tagName || before.id !== after.id || before.matches("select, input, textarea")) {
    before.replaceWith(document.adoptNode(after));
    return;
  }
  attributes(before, after);
  const [mine, theirs] = [[...before.childNodes], [...after.childNodes]];
  theirs.forEach((next, n) => {
    const here = mine[n];
    if (!here) before.append(document.adoptNode(next));
    else if (here instanceof Element && next instanceof Element) become(here, next);
    else if (here.nodeType === next.nodeType && !(here instanceof Element)) {
      if (here.nodeValue !== next.nodeValue) here.nodeValue = next.nodeValue;
    } else here.replaceWith(document.adoptNode(next));
  });
  for (const gone of mine.slice(theirs.length)) gone.remove();
}

function attributes(before: Element, after: Element): void {
  // What people unfolded stays unfolded.
  const kept = before.tagName === "DETAILS" ? "open" : "";
  for (const name of before.getAttributeNames()) if (name !== kept && !after.hasAttribute(name)) before.removeAttribute(name);
  for (const { name, value } of after.attributes) if (before.getAttribute(name) !== value) before.setAttribute(name, value);
}

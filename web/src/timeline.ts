// The timeline: dragging over days shows those days.

import { around, one } from "./dom";
import { visit } from "./go";

const DAY = 86_400_000;

interface Drag {
  svg: SVGSVGElement;
  start: number;
}

export function watchTimeline(): void {
  let drag: Drag | undefined;
  document.addEventListener("pointerdown", (event) => {
    const svg = around<SVGSVGElement>(event, "#view svg.timeline");
    if (!svg || event.button !== 0) return;
    drag = { svg, start: within(svg, event) };
    event.preventDefault();
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [from, to] = span(drag, event);
    const brush = one<SVGRectElement>(".brush", drag.svg);
    brush?.setAttribute("x", String(from));
    brush?.setAttribute("width", String(to - from));
  });
  document.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { svg } = drag;
    const [from, to] = span(drag, event);
    drag = undefined;
    one(".brush", svg)?.setAttribute("width", "0");
    // A click is not a drag.
    if (to - from < 8) return;
    const url = new URL(location.href);
    url.searchParams.set("from", iso(dayAt(svg, from)));
    url.searchParams.set("to", iso(dayAt(svg, to)));
    void visit(url.pathname + url.search);
  });
  // A drag that ends on a mark is no click on it.
  document.addEventListener("dragstart", (event) => {
    if (around(event, "#view svg.timeline")) event.preventDefault();
  });
}

function number(svg: SVGSVGElement, name: string): number {
  return Number(svg.dataset[name]);
}

/** Where the pointer is on the plane of the drawing, between the ends of its lanes. */
function within(svg: SVGSVGElement, event: PointerEvent): number {
  const box = svg.getBoundingClientRect();
  const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
  return Math.min(Math.max(x, number(svg, "left")), number(svg, "right"));
}

function span({ svg, start }: Drag, event: PointerEvent): [number, number] {
  const end = within(svg, event);
  return start < end ? [start, end] : [end, start];
}

function dayAt(svg: SVGSVGElement, x: number): number {
  const [left, right] = [number(svg, "left"), number(svg, "right")];
  const [from, to] = [number(svg, "from"), number(svg, "to")];
  return Math.floor(from + ((x - left) / (right - left)) * (to - from + 1));
}

function iso(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

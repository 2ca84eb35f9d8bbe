// Makes crates/views/data/outlines.txt of Natural Earth's countries (1:110m, public domain), as the package world-atlas
// has them: one line a country, its code, name and rings; a ring is its first point and then the steps, in tenths of a
// degree east and north. Run `npm ci && npm run outlines` where the source changes; building needs the file alone.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-110m.json"), "utf8"));
const codes = new Map(require("i18n-iso-countries/codes.json").map(([, alpha3, number]) => [number, alpha3]));
// Three shapes have no number: Kosovo's code is PLOVER's, the others go with the country that the gazetteer gives them.
const unnumbered = { Kosovo: "KOS", Somaliland: "SOM", "N. Cyprus": "CYP" };

const { scale, translate } = atlas.transform;
const arcs = atlas.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    [x, y] = [x + dx, y + dy];
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]].map((degrees) => Math.round(degrees * 10));
  });
});
const ring = (indices) =>
  indices.flatMap((at, n) => {
    const arc = at < 0 ? [...arcs[~at]].reverse() : arcs[at];
    return n > 0 ? arc.slice(1) : arc;
  });

const rings = new Map();
const names = new Map();
for (const shape of atlas.objects.countries.geometries) {
  const code = codes.get(shape.id) ?? unnumbered[shape.properties.name];
  if (!code) throw new Error(`no code for ${JSON.stringify(shape.properties)}`);
  // Antarctica's outline runs along the edge of the map and tells nothing here.
  if (code === "ATA") continue;
  if (shape.id) names.set(code, shape.properties.name);
  else if (!names.has(code) && code === "KOS") names.set(code, shape.properties.name);
  const polygons = shape.type === "Polygon" ? [shape.arcs] : shape.arcs;
  const all = rings.get(code) ?? [];
  for (const polygon of polygons) all.push(...polygon.map(ring));
  rings.set(code, all);
}
const lines = [...rings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, all]) => {
  const drawn = all.map((points) => {
    let last = [0, 0];
    const steps = [];
    for (let [x, y] of points) {
      // A ring that crosses the edge of the map goes on beyond it, and is not drawn back over the whole width.
      if (steps.length > 0 && Math.abs(x - last[0]) > 1800) x += x < last[0] ? 3600 : -3600;
      if (steps.length > 0 && x === last[0] && y === last[1]) continue;
      steps.push(x - last[0], y - last[1]);
      last = [x, y];
    }
    return steps.join(" ");
  });
  return `${code};${names.get(code)};${drawn.filter((steps) => steps.split(" ").length > 6).join(";")}`;
});
const head = "# Countries of Natural Earth, 1:110m (public domain); made by web/outlines.mjs";
writeFileSync(new URL("../crates/views/data/outlines.txt", import.meta.url), `${head}\n${lines.join("\n")}\n`);

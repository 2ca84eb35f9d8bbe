// Measures the page on a ledger: first paint of each view, and how long people wait for what they do. Prints a table.
//   node many.mjs 10000 > many.jsonl
//   rapporteur add --model fast --ledger many.ledger many.jsonl
//   RAPPORTEUR=target/release/rapporteur node tests/browser/measure.mjs many.ledger

import { gzipSync } from "node:zlib";
import { closeBrowser, open, rapporteur, serve } from "./house.mjs";

const ledger = process.argv[2];
if (!ledger) throw new Error("usage: node measure.mjs LEDGER");
const server = await serve(ledger);
const context = await open();
const page = await context.newPage();
const rows = [];
const shown = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)].toFixed(0)} (${sorted.at(-1).toFixed(0)})`;
};
/** The first time apart: the server has made nothing ready then, and remembers afterwards what it counted. */
const row = (name, [first, ...others]) => rows.push([name, `${first.toFixed(0).padStart(5)}   ${shown(others)}`]);
const RUNS = 5;

const stats = JSON.parse(rapporteur("stats", "--format", "jsonl", "--ledger", ledger));
console.log(`${stats.reports} reports, ${stats.claims} claims, ${stats.events} events\n`);
const script = await (await page.request.get(`${server.origin}/page/app.js`)).text();
const style = await (await page.request.get(`${server.origin}/page/style.css`)).text();
console.log(`script ${gzipSync(script).length} bytes compressed, style ${gzipSync(style).length}\n`);

for (const path of ["/", "/?view=timeline", "/?view=map", "/?view=network", "/?view=sources", "/?q=type:ASSAULT+at:KEN"]) {
  const paints = [];
  for (let n = 0; n <= RUNS; n += 1) {
    await page.goto(server.origin + path);
    const paint = await page.evaluate(() => new Promise((done) => {
      const known = performance.getEntriesByName("first-contentful-paint")[0];
      if (known) done(known.startTime);
      else new PerformanceObserver((list) => done(list.getEntriesByName("first-contentful-paint")[0].startTime)).observe({ type: "paint", buffered: true });
    }));
    paints.push(paint);
  }
  row(`first paint ${path}`, paints);
}

/** From an action until its effect has been painted; people look at the page for `look` milliseconds before. */
async function wait(name, prepare, act, until, look = 50) {
  const times = [];
  for (let n = 0; n <= RUNS; n += 1) {
    await page.goto(server.origin + prepare);
    await page.evaluate((look) => new Promise((done) => requestAnimationFrame(() => setTimeout(done, look))), look);
    const took = await page.evaluate(
      ([act, until]) =>
        new Promise((done) => {
          const met = new Function(`return ${until}`);
          const start = performance.now();
          const look = () => (met() ? setTimeout(() => done(performance.now() - start)) : requestAnimationFrame(look));
          new Function(act)();
          requestAnimationFrame(look);
        }),
      [act, until],
    );
    times.push(took);
  }
  row(name, times);
}
const key = (key) => `document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "${key}", bubbles: true }))`;
const click = (selector) => `document.querySelector(${JSON.stringify(selector)}).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))`;

await wait("j: next row", "/", key("j"), `document.querySelector(".ledger tr.here")`);
await wait("open an event", "/", click(".ledger tbody tr"), `document.querySelector("#pane .version")`);
await wait("filter by a type", "/", click('.rail a[href*="type:AID"]'), `document.querySelector(".active") && document.querySelectorAll(".ledger .type")[0].textContent === "AID"`);
await wait("sort by day", "/", click('.orders a[href*="sort=day"]'), `document.querySelector('.orders a[href*="sort=day"][aria-current]')`);
await wait("100 more rows", "/", click("#more"), `document.querySelectorAll(".ledger tbody tr").length > 100`);
for (const view of ["timeline", "map", "network", "sources"]) {
  await wait(`tab ${view}`, "/", click(`.tabs a[href*="view=${view}"]`), `document.querySelector('#view[data-view="${view}"]')`);
}
await wait("timeline: nearer", "/?view=timeline", click('.zoom [data-zoom="nearer"]'), `location.search.includes("from=")`);
await wait("the same after a look", "/?view=timeline&lanes=source", click('.zoom [data-zoom="nearer"]'), `location.search.includes("from=")`, 600);
await wait("map: a country", "/?view=map", click("svg.map a[data-country]"), `document.querySelector(".active")`);
await wait("search for words", "/", `const q = document.querySelector("#q"); q.value = "sanctions"; q.form.requestSubmit()`, `document.querySelector(".active")`);

const width = Math.max(...rows.map(([name]) => name.length));
console.log(`${"".padEnd(width)}  first   then median (slowest) of ${RUNS}, ms`);
for (const [name, took] of rows) console.log(`${name.padEnd(width)}  ${took}`);
await closeBrowser();
await server.stop();

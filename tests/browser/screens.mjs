// Makes docs/screens/*.png of the reports in this folder and the specimen. Look at them before they are committed.

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeBrowser, here, ledgerOf, open, rapporteur, REPORTS, serve, SPECIMEN } from "./house.mjs";

const out = join(here, "../../docs/screens");
mkdirSync(out, { recursive: true });
// Hostile names are for the tests.
const reports = join(mkdtempSync(join(tmpdir(), "rapporteur-screens-")), "reports.jsonl");
const lines = readFileSync(REPORTS[0], "utf8").split("\n");
writeFileSync(reports, lines.filter((line) => !line.includes("evil") && !line.includes("<script")).join("\n"));
const home = ledgerOf([reports], SPECIMEN);
const server = await serve(home.ledger);
const list = (query) => rapporteur("list", query, "--format", "jsonl", "--ledger", home.ledger).split("\n").filter(Boolean).map(JSON.parse);
const event = list("conflict:numbers")[0].id;
const report = list("by:IRN")[0].report;
const shots = [
  ["ledger", `/?e=${event}`, "light"],
  ["report", `/reports/${report}`, "light", async (page) => page.locator(".claim", { hasText: "Tasnim" }).first().hover()],
  ["timeline", "/?view=timeline", "light"],
  ["map", "/?view=map", "dark"],
  ["network", "/?view=network&net=quotes", "light"],
  ["compare", `/events/${event}?a=0&b=1`, "dark"],
];
for (const [name, path, colorScheme, act] of shots) {
  const context = await open({ colorScheme, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(server.origin + path);
  await act?.(page);
  await page.screenshot({ path: join(out, `${name}.png`) });
  await context.close();
}
await closeBrowser();
await server.stop();
home.remove();

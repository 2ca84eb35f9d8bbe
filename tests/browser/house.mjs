// What every test of the page needs: a ledger, a server on it, and a browser that is watched.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.RAPPORTEUR ?? join(here, "../../target/release/rapporteur");
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Runs the program and gives what it writes. */
export function rapporteur(...args) {
  const run = spawnSync(program, args, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`rapporteur ${args.join(" ")}: ${run.stderr}`);
  return run.stdout;
}

/** A ledger in a folder of its own, with the reports of these files. */
export function ledgerOf(...files) {
  const folder = mkdtempSync(join(tmpdir(), "rapporteur-browser-"));
  const ledger = join(folder, "test.ledger");
  for (const [file, ...args] of files) rapporteur("add", "-q", "--model", "fast", "--ledger", ledger, file, ...args);
  return { folder, ledger, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export const REPORTS = [join(here, "reports.jsonl")];
export const SPECIMEN = [
  join(here, "../specimens/minsk.txt"),
  "--published",
  "2025-03-13",
  "--title",
  "Iran and Belarus sign a defence agreement",
];

/** A server on a ledger; gives its origin. */
export async function serve(ledger) {
  const child = spawn(program, ["serve", "--ledger", ledger, "--port", "0", "--model", "fast"], { stdio: ["ignore", "pipe", "pipe"] });
  const origin = await new Promise((resolve, reject) => {
    let words = "";
    const read = (chunk) => {
      words += chunk;
      const found = words.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}: ${words}`)));
  });
  return { origin, stop: () => new Promise((done) => (child.on("exit", done), child.kill("SIGTERM"))) };
}

let browser;

export async function open(options = {}) {
  browser ??= await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...options });
  return context;
}

export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

/** A page whose requests to elsewhere, faults and dialogs are written down. */
export async function watched(context, origin) {
  const page = await context.newPage();
  const strange = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("file:")) strange.push(`request ${url}`);
  });
  page.on("pageerror", (fault) => strange.push(`fault ${fault.message}`));
  page.on("console", (line) => line.type() === "error" && strange.push(`console ${line.text()}`));
  page.on("dialog", (dialog) => (strange.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  return { page, strange };
}

// The page in a real browser: what people do with it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { closeBrowser, ledgerOf, open, rapporteur, REPORTS, serve, SPECIMEN, watched } from "./house.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let home, server, context;

before(async () => {
  home = ledgerOf(REPORTS, SPECIMEN);
  server = await serve(home.ledger);
  context = await open();
});
after(async () => {
  await closeBrowser();
  await server?.stop();
  home?.remove();
});

/** A page of the server, with what it did that it should not. */
async function at(path, how = context) {
  const { page, strange } = await watched(how, server.origin);
  await page.goto(server.origin + path);
  return { page, strange };
}

const eventOf = (query) => JSON.parse(rapporteur("list", query, "--format", "jsonl", "--ledger", home.ledger).split("\n")[0]);
const reportOf = (title) => {
  const row = rapporteur("list", "--format", "jsonl", "--ledger", home.ledger).split("\n").filter(Boolean).map(JSON.parse);
  return row.find((event) => rapporteur("show", event.report, "--format", "jsonl", "--ledger", home.ledger).includes(title)).report;
};

/** Faults that axe-core holds to be serious or critical. */
async function serious(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const bad = found.violations.filter((fault) => ["serious", "critical"].includes(fault.impact));
  return bad.map((fault) => `${fault.id}: ${fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

describe("reading", () => {
  test("the ledger shows contradictions first, with words and sources", async () => {
    const { page, strange } = await at("/");
    const first = page.locator(".ledger tbody tr").first();
    assert.match(await first.innerText(), /⚡/);
    assert.match(await first.innerText(), /reports · \d origin/);
    assert.ok((await page.locator(".ledger tbody tr").count()) > 20);
    assert.deepEqual(strange, []);
  });

  test("a filter is a link, and the address holds it", async () => {
    const { page } = await at("/");
    await page.locator(".rail a", { hasText: "ASSAULT" }).click();
    await page.waitForURL(/q=type:ASSAULT/);
    await page.waitForFunction(() => [...document.querySelectorAll(".ledger .type")].every((cell) => cell.textContent === "ASSAULT"));
    await page.locator(".active a", { hasText: "type:ASSAULT" }).click();
    await page.waitForFunction(() => location.search === "");
    await page.goBack();
    await page.waitForFunction(() => [...document.querySelectorAll(".ledger .type")].every((cell) => cell.textContent === "ASSAULT"));
  });

  test("the table is one for those who do not see it", async () => {
    const { page } = await at("/");
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const named = (role) => nodes.filter((node) => node.role?.value === role && !node.ignored);
    assert.ok(named("table").length >= 1 && named("row").length > 20 && named("cell").length > 100);
    assert.deepEqual(named("columnheader").slice(0, 3).map((node) => node.name.value.toLowerCase()), ["when", "what", "who did it, to whom"]);
  });

  test("what was unfolded stays so, and where a pointer rests is fetched ahead, once", async () => {
    const { page, strange } = await at("/");
    await page.locator(".facet details summary").first().click();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const link = page.locator(".ledger a.open").nth(2);
    const href = await link.evaluate((a) => a.href);
    await link.hover();
    await page.waitForTimeout(300);
    // Rows that are laid out late may move another link under the pointer, which is then asked for too.
    const times = () => asked.filter((url) => url === href).length;
    assert.equal(times(), 1, asked.join(" "));
    await link.click();
    await page.waitForSelector("#pane .version");
    assert.equal(times(), 1, asked.join(" "));
    assert.ok(await page.locator(".facet details[open]").first().isVisible());
    assert.deepEqual(strange, []);
  });

  test("where nothing is, a page says so, also without a script", async () => {
    const plain = await open({ javaScriptEnabled: false });
    const { page } = await at("/nothing-here", plain);
    assert.equal(await page.locator("h1").innerText(), "Not here");
    await page.locator("main a[href='/']").click();
    assert.ok(await page.locator(".ledger").isVisible());
    await plain.close();
  });

  test("a fault in a query points at its place", async () => {
    const { page } = await at("/?q=by:IRN+bye:BLR");
    assert.equal(await page.locator(".fault mark").innerText(), "bye");
    assert.equal(await page.locator(".ledger, .downloads, #count").count(), 0, "nothing was asked, so nothing is shown");
  });

  test("an event opens beside the table with its versions, and two stand side by side", async () => {
    const { page, strange } = await at("/?q=conflict:numbers");
    await page.locator(".ledger tbody tr").first().click();
    await page.waitForSelector("#pane .version");
    assert.match(page.url(), /[?&]e=/);
    assert.ok((await page.locator("#pane .version").count()) >= 2);
    assert.ok((await page.locator("#pane .field.disputed").count()) >= 2, "the disputed field is marked");
    await page.locator("#pane .acts-on a").nth(1).click();
    await page.waitForSelector("#pane table.compare tr.disputed");
    assert.match(await page.locator("#pane table.compare tr.disputed th").first().innerText(), /⚡/);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("#pane"));
    assert.deepEqual(strange, []);
  });

  test("the specimen: text and claims are linked both ways", async () => {
    const { page, strange } = await at(`/reports/${reportOf("Nasirzadeh")}`);
    assert.ok((await page.locator(".claim").count()) > 10);
    const claim = page.locator(".claim", { hasText: "Tasnim" }).first();
    await claim.hover();
    assert.ok((await page.locator(".s.active").count()) >= 1, "the sentence lights up");
    assert.ok((await page.locator(".on-who").count()) >= 1 && (await page.locator(".on-did").count()) >= 1);
    const sentence = page.locator(".s.has").nth(3);
    await sentence.hover();
    const ids = (await sentence.getAttribute("data-claims")).split(" ");
    for (const id of ids) assert.match(await page.locator(`#${id}`).getAttribute("class"), /active/);
    assert.deepEqual(strange, []);
  });

  test("without a script everything can be read", async () => {
    const plain = await open({ javaScriptEnabled: false });
    const { page } = await at("/?q=conflict:any", plain);
    await page.locator("a.open").first().click();
    assert.ok((await page.locator("#pane .version").count()) >= 2);
    assert.equal(await page.locator(".acts:visible").count(), 0, "nothing is offered that would not work");
    await page.locator("#pane .prints a").first().click();
    assert.ok(await page.locator(".claim details summary").first().isVisible());
    for (const view of ["timeline", "map", "network", "sources"]) {
      await page.goto(`${server.origin}/?view=${view}`);
      assert.ok(await page.locator(`#view[data-view=${view}] svg, #view[data-view=${view}] table`).first().isVisible(), view);
    }
    await plain.close();
  });
});

describe("views", () => {
  test("dragging over the timeline zooms in, and the address holds the days", async () => {
    const { page, strange } = await at("/?view=timeline");
    const box = await page.locator("svg.timeline").boundingBox();
    const before = await page.locator("svg.timeline .mark").count();
    const x = (part) => box.x + box.width * (0.168 + 0.824 * part);
    await page.mouse.move(x(0.6), box.y + 30);
    await page.mouse.down();
    await page.mouse.move(x(0.8), box.y + 40, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=\d{4}-\d\d-\d\d&to=\d{4}/);
    await page.waitForFunction((n) => document.querySelectorAll("svg.timeline .mark").length < n, before);
    await page.locator(".zoom a", { hasText: "whole" }).click();
    await page.waitForFunction((n) => document.querySelectorAll("svg.timeline .mark").length === n, before);
    assert.deepEqual(strange, []);
  });

  test("a country of the map selects, and again takes it back", async () => {
    const { page } = await at("/?view=map&map=world");
    await page.locator('svg.map a[data-country="GEO"]').dispatchEvent("click");
    await page.waitForURL(/at:GEO/);
    await page.waitForFunction(() => document.querySelectorAll("svg.map a[data-country]").length === 1);
    await page.locator('svg.map a[data-country="GEO"]').dispatchEvent("click");
    await page.waitForFunction(() => !location.search.includes("GEO"));
  });

  test("what a timeline shows is what is downloaded", async () => {
    const { page } = await at("/?view=timeline&q=type:SANCTION+OR+type:AID&from=2024-05-01&to=2024-05-31");
    const link = new URL(await page.locator("#view .downloads a").first().getAttribute("href"), server.origin);
    assert.equal(link.searchParams.get("q"), "(type:SANCTION OR type:AID) on:2024-05-01..2024-05-31");
    assert.equal((await page.request.get(link.href)).status(), 200);
  });

  test("every view has a table twin and a download", async () => {
    for (const view of ["timeline", "map", "network"]) {
      const { page } = await at(`/?view=${view}`);
      await page.locator("#view .twin summary").first().click();
      assert.ok((await page.locator("#view .twin table tbody tr").count()) > 0, view);
      const link = await page.locator("#view .downloads a").first().getAttribute("href");
      const answer = await page.request.get(server.origin + link);
      assert.equal(answer.status(), 200, link);
      await page.close();
    }
  });

  test("who quotes whom", async () => {
    const { page } = await at("/?view=network&net=quotes");
    assert.ok((await page.locator("svg.network .edge").count()) > 3);
  });
});

describe("review", () => {
  test("accept is shown at once, with who and when, and can be taken back", async () => {
    const { id } = eventOf("type:SANCTION status:FACT");
    const { page, strange } = await at(`/events/${id}`);
    await page.fill("#reviewer", "anna");
    await page.locator("#reviewer").blur();
    await page.keyboard.press("a");
    await page.waitForSelector(".history .reviewer");
    assert.match(await page.locator(".history").innerText(), /✓ accept · anna, \d{4}-\d\d-\d\d/);
    assert.ok((await page.locator(".judged.ok").count()) >= 1);
    assert.match(await page.locator(".event > header .judged-by").innerText(), /^anna, \d{4}-\d\d-\d\d$/);
    assert.match(await page.locator(".version .judged-by").first().innerText(), /^anna, /);
    await page.keyboard.press("z");
    await page.waitForSelector(".history .undone");
    assert.equal(await page.locator(".event > header .judged").count(), 0);
    assert.deepEqual(strange, []);
  });

  test("a judgement of what was changed meanwhile is refused, and nothing is lost", async () => {
    const { id } = eventOf("type:MOBILIZE OR type:AID");
    const one = await at(`/events/${id}`);
    const other = await at(`/events/${id}`);
    await one.page.keyboard.press("a");
    await one.page.waitForSelector(".history");
    await other.page.keyboard.press("x");
    await other.page.waitForSelector("#say.wrong");
    assert.match(await other.page.locator("#say").innerText(), /changed meanwhile/);
    await other.page.waitForSelector(".history");
    assert.doesNotMatch(await other.page.locator(".history").innerText(), /reject/);
  });

  test("an edit moves the date", async () => {
    const { id } = eventOf("type:SANCTION status:FACT");
    const { page } = await at(`/events/${id}`);
    await page.keyboard.press("e");
    await page.fill(".inline-form input[name=value]", "2024-06-30");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".event > header .when")?.textContent.includes("30 Jun 2024"));
    await page.keyboard.press("z");
    await page.waitForFunction(() => !document.querySelector(".event > header .when")?.textContent.includes("30 Jun 2024"));
  });

  test("two events are merged and split again", async () => {
    const [one, other] = ["type:RETREAT", "type:REQUEST with:UNO"].map(eventOf);
    const { page } = await at(`/events/${one.id}`);
    await page.keyboard.press("m");
    await page.fill(".inline-form input[name=with]", other.id);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".version").length === 2);
    const merged = eventOf("type:RETREAT OR type:REQUEST with:UNO");
    assert.equal(merged.claims, 2);
    await page.locator(".version").nth(1).locator("button[data-act=split]").click();
    await page.waitForFunction(() => document.querySelectorAll(".version").length === 1);
    assert.equal(eventOf("type:RETREAT").claims, 1);
  });

  test("setting the publication date moves relative dates", async () => {
    const { page } = await at(`/reports/${reportOf("Quake drill")}`);
    assert.ok(await page.locator(".set-date.missing").isVisible());
    assert.ok((await page.locator(".claim .undated").count()) > 0);
    await page.fill(".set-date input", "2024-09-09");
    await page.click(".set-date button");
    await page.waitForSelector(".report-head time");
    assert.match(await page.locator("ol.claims").innerText(), /6 Sep 2024/);
  });

  test("the reliability of a source can be set", async () => {
    const { page } = await at("/?view=sources");
    const grade = page.locator('select[data-source="Harbour Wire"]').first();
    await grade.focus();
    await grade.selectOption("B");
    await page.waitForFunction(() => document.querySelector("#say")?.textContent.includes("graded B"));
    await page.reload();
    assert.equal(await grade.inputValue(), "B");
  });
});

describe("the keyboard", () => {
  test("walks, opens, finds the next contradiction and closes, without a mouse", async () => {
    const { page } = await at("/?sort=day");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const here = () => page.locator(".ledger tr.here").getAttribute("data-id");
    assert.equal(await here(), await page.locator(".ledger tbody tr").first().getAttribute("data-id"));
    await page.keyboard.press(".");
    assert.match(await page.locator(".ledger tr.here").innerText(), /⚡/);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#pane .version");
    const id = await page.locator("#event").getAttribute("data-event");
    await page.keyboard.press("j");
    await page.waitForFunction((before) => document.querySelector("#event")?.dataset.event !== before, id);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("#pane"));
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    await page.keyboard.type("drones");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=drones/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.waitForURL(/\/help$/);
  });

  test("what has the focus can be seen", async () => {
    const { page } = await at("/");
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press("Tab");
      const style = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return `${outlineStyle} ${outlineWidth}`;
      });
      assert.doesNotMatch(style, /^none| 0px/, `after ${n + 1} tabs`);
    }
  });
});

describe("looks", () => {
  test("axe-core finds nothing serious, in light and in dark", async () => {
    const event = eventOf("conflict:numbers").id;
    const report = reportOf("Nasirzadeh");
    const paths = ["/", `/?q=conflict:any&e=${event}&a=0&b=1`, "/?view=timeline", "/?view=map", "/?view=network", "/?view=sources",
      `/events/${event}`, `/reports/${report}?all=1`, "/add", "/help", "/?q=by%3A", "/events/ffffffffff"];
    for (const colorScheme of ["light", "dark"]) {
      const how = await open({ colorScheme });
      for (const path of paths) {
        const { page } = await at(path, how);
        await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
        assert.deepEqual(await serious(page), [], `${colorScheme} ${path}`);
        await page.close();
      }
      await how.close();
    }
  });

  test("the button changes between light and dark, and it stays", async () => {
    const { page } = await at("/");
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.click("#theme");
    const dark = await paper();
    assert.notEqual(light, dark);
    await page.reload();
    await page.waitForFunction((colour) => getComputedStyle(document.documentElement).backgroundColor === colour, dark);
    await page.click("#theme");
  });

  test("on a small screen a drawing scrolls within itself, and evidence fills the window", async () => {
    const phone = await open({ viewport: { width: 390, height: 800 } });
    const { page } = await at("/?view=timeline", phone);
    assert.ok(await page.locator(".plane").first().evaluate((plane) => plane.scrollWidth > plane.clientWidth && plane.tabIndex === 0));
    await page.goto(`${server.origin}/?e=${eventOf("conflict:numbers").id}`);
    const pane = await page.locator("#pane").boundingBox();
    assert.deepEqual([pane.x, pane.y, pane.width, pane.height], [0, 0, 390, 800]);
    await phone.close();
  });

  test("a narrow window scrolls in one direction only", async () => {
    const phone = await open({ viewport: { width: 390, height: 800 } });
    for (const path of ["/", "/?view=timeline", "/?view=sources", `/reports/${reportOf("Nasirzadeh")}`]) {
      const { page } = await at(path, phone);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), path);
    }
    await phone.close();
  });
});

describe("hostile texts", () => {
  const nothing = async (page, strange) => {
    assert.notEqual(await page.title(), "owned");
    assert.equal(await page.locator("main img, main iframe, main script:not([type])").count(), 0);
    assert.equal(await page.locator('a[href^="javascript:" i]').count(), 0);
    assert.deepEqual(strange, []);
  };

  test("in lists, events and reports they stay text, and nothing is asked for elsewhere", async () => {
    const event = eventOf("by:NOR type:ACCUSE");
    for (const path of ["/?q=with:NOR", "/?q=%3Cscript%3Ealert(1)%3C/script%3E", `/?e=${event.id}`, `/events/${event.id}`, `/reports/${event.report}?all=1`,
      "/?view=timeline&q=with:NOR", "/?view=network&q=with:NOR", "/?view=network&net=quotes", "/?view=sources", "/events/%3Cimg%20src=x%3E"]) {
      const { page, strange } = await at(path);
      await page.waitForTimeout(50);
      await nothing(page, strange.filter((line) => !/status of 4\d\d/.test(line)));
      await page.close();
    }
  });

  test("a report on disk is as safe, and opens without a server", async () => {
    const file = join(home.folder, "handout.html");
    rapporteur("report", "--ledger", home.ledger, "--out", file);
    const { page, strange } = await watched(context, "file:");
    await page.goto(pathToFileURL(file).href);
    await nothing(page, strange);
    const events = JSON.parse(await page.locator("#rapporteur-data").textContent());
    assert.equal(events.length, await page.locator(".sheet").count());
    assert.ok(events.some((event) => event.versions.some((version) => version.sentence.includes("<img src="))));
    assert.ok(await page.locator("svg.timeline .mark").first().isVisible());
    assert.deepEqual(await serious(page).catch(() => []), []);
    const [saved] = await Promise.all([page.waitForEvent("download"), page.click("a[download]")]);
    const rows = readFileSync(await saved.path(), "utf8").trim().split("\n");
    assert.match(rows[0], /^id,type,/);
    assert.ok(rows.length > events.length && !rows.some((row) => /(^|,)"?[=+@]/.test(row)), "no cell is a formula");
  });

  test("the policy of served pages allows nothing inline and nothing from elsewhere", async () => {
    const { page } = await at("/");
    const policy = (await page.request.get(`${server.origin}/`)).headers()["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|https?:|\*/);
  });
});

describe("an empty ledger", () => {
  let empty, fresh;
  before(async () => {
    empty = ledgerOf();
    fresh = await serve(empty.ledger);
  });
  after(async () => {
    await fresh.stop();
    empty.remove();
  });

  test("is a box, and the specimen is read within a second", async () => {
    const { page, strange } = await watched(context, fresh.origin);
    await page.goto(`${fresh.origin}/`);
    // The model is loaded by the first reading; what is measured is what people wait for.
    const start = Date.now();
    await page.click("#specimen");
    await page.waitForSelector(".claim");
    const took = Date.now() - start;
    assert.ok(took < 1000 || process.env.SLOW, `first result after ${took} ms`);
    await page.goto(`${fresh.origin}/add`);
    await page.fill("#text", "Norway sent food to Iceland on Monday, officials said.");
    await page.fill("input[name=publisher]", "Fjord Post");
    await page.fill("input[name=published]", "2024-05-07");
    await page.click("#paste button");
    await page.waitForSelector(".claim");
    assert.match(await page.locator(".claim").first().innerText(), /AID/);
    await page.goto(`${fresh.origin}/add`);
    const lines = '{"id":"a","text":"Peru sent doctors to Chile."}\n{"id":"b","text":';
    await page.setInputFiles("#files", { name: "two.jsonl", mimeType: "application/x-ndjson", buffer: Buffer.from(lines) });
    await page.waitForFunction(() => /1 report,.*line 2/s.test(document.querySelector("#added")?.textContent ?? ""));
    const story = "<html><head><title>Doctors</title></head><body><nav>Home</nav><article><h1>Doctors</h1><p>Ghana sent doctors to Togo on Monday, the health ministry said in Accra.</p></article></body></html>";
    await page.setInputFiles("#files", { name: "story.html", mimeType: "text/html", buffer: Buffer.from(story) });
    await page.waitForFunction(() => /story\.html: 1 report, 1 claim/.test(document.querySelector("#added")?.textContent ?? ""));
    await page.locator("#added a", { hasText: "the first" }).last().click();
    await page.waitForSelector(".claim");
    assert.doesNotMatch(await page.locator("section.text").innerText(), /</);
    assert.deepEqual(strange.filter((line) => !line.includes("favicon")), []);
  });
});

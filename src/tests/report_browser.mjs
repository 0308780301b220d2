// A report in a real Chromium: no script, no request, no violation of its policy, accessible (WCAG
// 2.2 AA by axe-core) in both colour schemes, readable with scripts off, on a telephone and in print.
//
//   npm install playwright-core axe-core      (here, or name the directory in NODE_MODULES)
//   REPORT=path/to/report.html node --test src/tests/report_browser.mjs
//
// REPORT may name several files, separated by colons. SHOTS=directory keeps pictures of each.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const modules = process.env.NODE_MODULES ?? process.cwd();
const require = createRequire(join(resolve(modules), "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const reports = (process.env.REPORT ?? "").split(":").filter(Boolean).map((path) => resolve(path));
const schemes = ["light", "dark"];
let browser;

before(async () => {
  assert.ok(reports.length > 0, "REPORT names no file");
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});
after(() => browser?.close());

/** Opens a report offline; what it asked for and what went wrong comes with it. */
async function open(path, options = {}) {
  const context = await browser.newContext({ offline: true, viewport: { width: 1100, height: 900 }, ...options });
  const page = await context.newPage();
  const requests = [];
  const errors = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => { errors.push(dialog.message()); dialog.dismiss(); });
  await page.goto(pathToFileURL(path).href);
  return { context, page, requests, errors };
}

async function picture(page, path, name) {
  if (process.env.SHOTS) {
    const file = `${basename(path, ".html")}.${name}.png`;
    await page.screenshot({ path: join(process.env.SHOTS, file), fullPage: true });
  }
}

for (const path of reports) {
  for (const colorScheme of schemes) {
    test(`${basename(path)}: policy holds, nothing is asked for (${colorScheme})`, async () => {
      const { context, page, requests, errors } = await open(path, { colorScheme });
      await picture(page, path, colorScheme);
      assert.deepEqual(errors, []);
      assert.equal(requests.length, 1);
      const count = (selector) => page.locator(selector).count();
      assert.equal(await count("script, iframe, object, embed, form, img, link, [style], base"), 0);
      assert.ok((await count("main")) === 1 && (await count("h1")) === 1);
      const handlers = await page.evaluate(() =>
        [...document.querySelectorAll("*")].filter((element) =>
          element.getAttributeNames().some((name) => name.startsWith("on"))).length);
      assert.equal(handlers, 0);
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll("a")].filter((a) => !a.getAttribute("href").startsWith("#")).length);
      assert.equal(outside, 0);
      await context.close();
    });

    test(`${basename(path)}: accessible (${colorScheme})`, async () => {
      const { context, page } = await open(path, { colorScheme, bypassCSP: true });
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
      await page.addScriptTag({ content: axe });
      const found = await page.evaluate(() =>
        axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
      const violations = found.violations.map((one) =>
        `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
      assert.deepEqual(violations, []);
      await context.close();
    });
  }

  test(`${basename(path)}: whole without scripts and on a telephone`, async () => {
    const { context, page } = await open(path, { javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
    await picture(page, path, "narrow");
    assert.ok(await page.locator("#answer").isVisible());
    const main = await page.locator("main").boundingBox();
    assert.ok(main.width <= 375, "wider than the screen");
    await context.close();
    const scripted = await open(path, { viewport: { width: 320, height: 800 } });
    const overflow = await scripted.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `scrolls sideways by ${overflow}px`);
    await scripted.context.close();
  });

  test(`${basename(path)}: prints`, async () => {
    const { context, page } = await open(path, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    await picture(page, path, "print");
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(paper, "rgb(255, 255, 255)");
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    await context.close();
  });
}

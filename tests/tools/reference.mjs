// The HTML reference in a real browser: searched, filtered, linked to, themed, without scripts, under a strict policy, and held
// against axe-core. Arguments: the folders of the reference, of one with hostile texts, of a large one, and for screenshots; then those of more hostile texts.
import { strict as assert } from "node:assert";
import { createServer } from "node:http";
import { readFile, readdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [site, hostile, large, shots, ...corpora] = process.argv.slice(2).map((path) => resolve(path));
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const index = pathToFileURL(`${site}/index.html`).href;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
let passed = 0;

async function check(name, options, test) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["file:", "data:"].includes(url.protocol) && url.hostname !== "127.0.0.1") complaints.push(`asks the network for ${url}`);
  });
  await test(page, context);
  assert.deepEqual(complaints, [], name);
  await context.close();
  passed += 1;
  console.log(`ok ${name}`);
}

const codes = (page, list = ".results") => page.locator(`${list} li > a code`).allTextContents();

await check("search finds codes, messages and prose", {}, async (page) => {
  await page.goto(index);
  await page.fill("#search\\:query", "rate_l");
  assert.equal((await codes(page))[0], "RATE_LIMITED");
  await page.fill("#search\\:query", "password reset link");
  assert.deepEqual(await codes(page), ["INVALID_RESET_TOKEN"]);
  assert.equal(await page.textContent(".found"), "1 error");
  await page.fill("#search\\:query", "nothing like it");
  assert.equal(await page.textContent(".found"), "0 errors");
  await page.fill("#search\\:query", "");
  assert.ok(await page.isVisible(".all"));
});

await check("filters narrow, together and with the search", {}, async (page) => {
  await page.goto(index);
  await page.selectOption("#filter\\:status", "404");
  assert.deepEqual(await codes(page), ["NOT_FOUND", "USER_NOT_FOUND", "TENANT_NOT_FOUND", "CONTENT_NOT_FOUND"]);
  await page.fill("#search\\:query", "user");
  assert.deepEqual(await codes(page), ["USER_NOT_FOUND"]);
  await page.click("button[type=reset]");
  await page.selectOption("#filter\\:operations", "log_in");
  assert.equal((await codes(page)).length, 5);
  await page.selectOption("#filter\\:retry", "yes");
  assert.deepEqual((await codes(page)).sort(), ["EXTERNAL_SERVICE_ERROR", "INTERNAL_ERROR"]);
  await page.selectOption("#filter\\:category", "AUTH");
  assert.deepEqual(await codes(page), []);
});

await check("a search can be linked to", {}, async (page) => {
  await page.goto(`${index}?q=tenant&status=409`);
  assert.deepEqual(await codes(page), ["TENANT_EXISTS"]);
});

await check("deep links are the documentation's addresses", {}, async (page) => {
  await page.goto(`${index}#AUDIENCE_IN_USE`);
  assert.ok(await page.locator("#AUDIENCE_IN_USE").isVisible());
  await page.waitForFunction(() => Math.abs(document.getElementById("AUDIENCE_IN_USE").getBoundingClientRect().top) < innerHeight);
  const box = await page.locator("#AUDIENCE_IN_USE").boundingBox();
  assert.ok(box.y >= 0 && box.y < DESKTOP.height, `scrolled to: ${box.y}`);
  await page.click("#AUDIENCE_IN_USE a");
  assert.equal(await page.textContent("h1"), "AUDIENCE_IN_USE");
  await page.click(".trail a:last-child");
  assert.match(page.url(), /index\.html#group:/);
});

await check("the keyboard is enough", {}, async (page) => {
  await page.goto(index);
  await page.keyboard.press("/");
  await page.keyboard.type("email");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "EMAIL_EXISTS");
  await page.keyboard.press("Escape");
  assert.equal(await page.inputValue("#search\\:query"), "");
  await page.keyboard.type("email_e");
  await page.keyboard.press("Enter");
  await page.waitForURL(/EMAIL_EXISTS/);
});

await check("the theme follows the system, and the reader", { colorScheme: "dark" }, async (page) => {
  await page.goto(index);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), "dark");
  await page.click(".theme");
  assert.equal(await theme(), "light");
  await page.reload();
  assert.equal(await theme(), "light");
  assert.equal(await page.getAttribute(".theme", "aria-pressed"), "false");
});

await check("all is there without scripts", { javaScriptEnabled: false }, async (page) => {
  await page.goto(index);
  assert.ok((await codes(page, ".errors")).length >= 25);
  assert.ok(!(await page.isVisible(".search")) && !(await page.isVisible(".filtering")) && !(await page.isVisible(".theme")));
  await page.click("#RATE_LIMITED a");
  assert.match(await page.textContent(".exchange"), /429 Too Many Requests[\s\S]*Retry-After: 30/);
});

await check("every link leads somewhere", {}, async (page) => {
  await page.goto(index);
  const links = await page.$$eval("a[href]", (all) => all.map((a) => a.href));
  for (const link of new Set(links.filter((link) => link.startsWith("file:")))) {
    const url = new URL(link);
    const file = decodeURIComponent(url.pathname);
    assert.ok((await stat(file)).isFile(), link);
    if (url.hash && file.endsWith("index.html")) assert.ok(await page.evaluate((id) => !!document.getElementById(id), url.hash.slice(1)), link);
  }
});

// A folder under a strict policy, as a server would send it.
async function served(folder, test) {
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";
  const types = { html: "text/html", css: "text/css", js: "text/javascript" };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (path === "/favicon.ico") return void response.writeHead(204).end();
    const content = await readFile(`${folder}${path}`);
    response.writeHead(200, { "Content-Type": types[path.split(".").pop()], "Content-Security-Policy": policy });
    response.end(content);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  await test(`http://127.0.0.1:${server.address().port}`);
  server.close();
}

await check("a strict content security policy", {}, (page) => served(site, async (address) => {
  await page.goto(`${address}/index.html`);
  await page.fill("#search\\:query", "forbidden");
  assert.deepEqual(await codes(page), ["FORBIDDEN"]);
  await page.click(".theme");
}));

for (const folder of [hostile, ...corpora]) {
  await check(`hostile texts under the policy: ${folder.split("/").pop()}`, {}, (page) => served(folder, async (address) => {
    page.on("dialog", () => assert.fail("a script of the catalog runs"));
    await page.goto(`${address}/index.html`);
    const links = await page.$$eval(".errors li > a", (all) => all.map((a) => a.href));
    assert.ok(links.length > 1);
    for (const link of links) {
      assert.ok(link.startsWith(`${address}/`), link);
      await page.goto(link);
      const scripts = await page.evaluate(() => [...document.scripts].map((script) => script.getAttribute("src")));
      assert.ok(scripts.length === 1 && scripts[0].endsWith("assets/theme.js"), `${link}: ${scripts}`);
    }
  }));
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [name, address] of Object.entries({ index, search: `${index}?q=token`, error: index.replace("index.html", "RATE_LIMITED.html") })) {
      await check(`axe-core: ${name}, ${device}, ${colorScheme}`, { viewport, colorScheme }, async (page) => {
        await page.goto(address);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run({ preload: false }));
        const serious = violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
        assert.deepEqual(serious.map((violation) => [violation.id, violation.nodes.map((node) => node.html)]), []);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} px too wide`);
        await page.screenshot({ path: `${shots}/${name}-${device}-${colorScheme}.png`, fullPage: name === "error" });
      });
    }
  }
}

await check("hostile texts are texts", {}, async (page) => {
  page.on("dialog", () => assert.fail("a script of the catalog runs"));
  const pages = (await readdir(hostile)).filter((name) => name.endsWith(".html"));
  assert.ok(pages.length > 2, `${pages}`);
  for (const name of pages) {
    await page.goto(pathToFileURL(`${hostile}/${name}`).href);
    const found = await page.evaluate(() => ({
      scripts: [...document.scripts].map((script) => script.getAttribute("src") ?? script.textContent),
      handlers: [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes]).filter((a) => a.name.startsWith("on")).length,
      links: [...document.links].map((link) => link.protocol).filter((protocol) => !["file:", "https:", "http:"].includes(protocol)),
      frames: document.querySelectorAll("iframe, object, embed, img, style, base, form[action]").length,
      texts: document.body.innerText.includes("<script>"),
    }));
    const own = name === "index.html" ? ["assets/theme.js", "assets/search-index.js", "assets/search.js"] : ["assets/theme.js"];
    assert.deepEqual(found, { scripts: own, handlers: 0, links: [], frames: 0, texts: true }, name);
  }
  await page.goto(`${pathToFileURL(`${hostile}/index.html`).href}?q=script`);
  assert.ok((await codes(page)).length > 0);
});

await check("ten thousand errors", {}, async (page) => {
  const { size } = await stat(`${large}/index.html`);
  assert.ok(size < 5_000_000, `the index has ${size} bytes`);
  const start = performance.now();
  await page.goto(pathToFileURL(`${large}/index.html`).href);
  const loaded = performance.now() - start;
  const searched = await page.evaluate(() => {
    const query = document.querySelector("#search\\:query");
    const times = ["e", "er", "error_9", "error_99", "works"].map((text) => {
      query.value = text;
      const before = performance.now();
      query.dispatchEvent(new Event("input"));
      document.body.offsetHeight;
      return performance.now() - before;
    });
    return times.map((time) => time.toFixed(1)).join(", ");
  });
  assert.match(await page.textContent(".found"), /^\d+ errors, showing the first 100$/);
  console.log(`  ${size} bytes, loaded in ${loaded.toFixed(0)} ms, searches in ${searched} ms`);
});

await browser.close();
console.log(`${passed} passed, 0 failed`);

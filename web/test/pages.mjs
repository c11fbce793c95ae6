// Drives every page in a real browser: DRAGOMAN=./dragoman node test/pages.mjs [FOLDER]
//
// Each page is loaded as people see it, with and without script, on a desk and on a phone,
// in light and dark. Nothing may be said on the console, nothing loaded from elsewhere, and
// axe must find nothing. Screenshots go to FOLDER, where one is named. ONLY=words runs the
// tests that have these words in their names.
import assert from "node:assert/strict";
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const program = process.env.DRAGOMAN ?? "dragoman";
const browserAt = process.env.CHROMIUM ?? "/usr/bin/chromium";
const pictures = process.argv[2];
if (pictures) mkdirSync(pictures, { recursive: true });

const work = mkdtempSync(join(tmpdir(), "dragoman-pages-"));
const ledger = join(work, "ledger");
execFileSync(program, ["add", "--model", "fast", "--ledger", ledger, join(here, "reports.jsonl"), join(here, "../../samples/summit.txt")], { stdio: "ignore" });

/** Starts the program and returns its address. */
function serve(...flags) {
	const server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--model", "fast", "--log", "none", ...flags], { stdio: ["ignore", "ignore", "pipe"] });
	return new Promise((found, failed) => {
		let told = "";
		server.stderr.on("data", (some) => {
			told += some;
			const at = told.match(/serving at (http:\S+)\//);
			if (at) found({ at: at[1], stop: () => new Promise((done) => (server.on("exit", done), server.kill("SIGTERM"))) });
		});
		server.on("exit", () => failed(new Error(`the server ended: ${told}`)));
	});
}

const full = await serve("--ledger", ledger, "--review");
const bare = await serve("--ledger", join(work, "none"));
const browser = await chromium.launch({ executablePath: browserAt, args: ["--no-sandbox"] });

const desk = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 375, height: 750 }, isMobile: true, hasTouch: true };

/** Opens a page of its own kind, and sees to it that all is well when it is left. */
async function open(how, server, work) {
	const context = await browser.newContext(how);
	const page = await context.newPage();
	const faults = [];
	page.on("console", (m) => faults.push(`${m.type()}: ${m.text()}`));
	page.on("pageerror", (e) => faults.push(`error: ${e.message}`));
	page.on("dialog", (d) => (faults.push(`dialog: ${d.message()}`), d.dismiss()));
	page.on("request", (r) => {
		if (!r.url().startsWith(server.at + "/")) faults.push(`asks elsewhere: ${r.url()}`);
	});
	await work(page);
	assert.deepEqual(faults, []);
	await context.close();
}

/** Has axe look at the page as it is. */
async function accessible(page, name) {
	await page.evaluate(`window.exports = undefined; ${axe}; 0`);
	const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	const told = violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map((n) => n.html + "\n    " + n.failureSummary.replace(/\n/g, " ")).join("\n  ")}`);
	assert.equal(told.join("\n"), "", `${name}: axe`);
}

/** No page is wider than the window. */
async function fits(page, name) {
	const [has, may] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
	assert.ok(has <= may, `${name}: ${has} wide in a window of ${may}`);
}

async function picture(page, name) {
	if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

const pages = [
	["start", "/"],
	["events", "/events"],
	["events-asked", "/events?actor=Turkey&status=occurred,negated&since=20x"],
	["report", "/report?id=gulf-3&why=1&layers=events,statements,actors,times,places,figures"],
	["hostile", "/report?id=hostile"],
	["pair", "/pair?one=Turkey&other=Greece"],
	["pair-choice", "/pair"],
	["matrix", "/matrix"],
	["network", "/network?since=2022"],
	["network-around", "/network?who=Greece&kind=conflict&since=2022"],
	["stories", "/stories?since=2023-01"],
	["search", "/search?q=Turkey"],
	["search-words", "/search?q=ambassador"],
	["search-none", "/search?q="],
	["actor", "/actor?who=Turkey"],
	["incidents", "/incidents?since=2023"],
	["incident", "/incident?id=gulf-3%23e1"],
	["map", "/map"],
	["way", "/map?who=Shoukry"],
	["review", "/review?by=ann"],
	["review-who", "/review"],
	["health", "/health"],
	["api", "/api"],
	["nowhere", "/nowhere"],
];

let slowest = { paint: 0, name: "" };

const tests = {
	async "every page, on a desk and on a phone, in light and dark"() {
		for (const [name, path] of pages) {
			for (const [kind, how] of [["desk", { ...desk, colorScheme: "light" }], ["phone", { ...phone, colorScheme: "dark" }]]) {
				const lost = name === "nowhere";
				const context = await browser.newContext(how);
				const page = await context.newPage();
				const faults = [];
				page.on("console", (m) => faults.push(m.text()));
				page.on("pageerror", (e) => faults.push(e.message));
				const answer = await page.goto(full.at + path);
				assert.equal(answer.status(), lost ? 404 : 200, path);
				const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
				if (paint > slowest.paint) slowest = { paint, name: `${name} on a ${kind}` };
				await picture(page, `${name}-${kind}`);
				await fits(page, `${name} on a ${kind}`);
				await accessible(page, `${name} on a ${kind}`);
				assert.deepEqual(lost ? [] : faults, [], path);
				await context.close();
			}
		}
	},

	async "two clicks lead to a coded sample, and from an event to its words"() {
		await open(desk, bare, async (page) => {
			await page.goto(bare.at + "/");
			await page.getByRole("button", { name: "Code a sample article" }).click();
			await page.waitForURL(/\/coded\?id=/);
			assert.ok((await page.locator(".entry.event").count()) > 5);
			const entry = page.locator(".entry.event", { hasText: "recalled its ambassador" }).first();
			await entry.hover();
			assert.match(await page.locator(".text .lit.trigger").first().innerText(), /recalled|condemn/i);
			await entry.getByText("Why").click();
			assert.ok(await entry.locator("dt", { hasText: "frame" }).isVisible());
			await accessible(page, "a coded article");
		});
	},

	async "words show their record on pointing and on the keyboard, and Escape hides it"() {
		await open(desk, full, async (page) => {
			await page.goto(full.at + "/report?id=gulf-3");
			const fired = page.locator(".text a.trigger", { hasText: "fired" }).first();
			await fired.hover();
			const card = page.locator(".card");
			await card.waitFor({ state: "visible" });
			assert.match(await card.innerText(), /ASSAULT/);
			assert.equal(await fired.getAttribute("aria-describedby"), "card");
			await page.keyboard.press("Escape");
			await card.waitFor({ state: "hidden" });
			await fired.focus();
			await card.waitFor({ state: "visible" });
			await page.keyboard.press("Enter");
			await page.waitForURL(/#e1$/);
		});
	},

	async "layers are switched on and off, and the address says which"() {
		await open(desk, full, async (page) => {
			await page.goto(full.at + "/report?id=gulf-3");
			const turkish = page.locator(".text a.actors").first();
			const line = () => turkish.evaluate((x) => getComputedStyle(x).borderBottomWidth);
			assert.equal(await line(), "0px");
			await page.getByLabel("Actors").check();
			assert.equal(await line(), "2px");
			await page.waitForURL(/layers=events%2Cactors/);
			await page.reload();
			assert.equal(await line(), "2px");
			await page.getByLabel("Actors").uncheck();
			assert.equal(await line(), "0px");
		});
	},

	async "a search leads to events, these to their words, a bar to its events"() {
		await open(desk, full, async (page) => {
			await page.goto(full.at + "/events");
			await page.getByLabel("actor", { exact: true }).fill("Greece");
			await page.getByLabel("SANCTION").check();
			await page.getByRole("button", { name: "Search" }).click();
			await page.getByRole("link", { name: "recalled its ambassador" }).first().click();
			await page.waitForURL(/\/report\?id=.*#e\d+$/);
			assert.ok(await page.locator(".entry:target").isVisible());
			await page.goto(full.at + "/pair?one=Turkey&other=Greece");
			await page.locator("svg.chart a", { hasText: "TUR to GRC: 1 of conflict" }).first().click();
			await page.waitForURL(/\/events\?/);
			assert.equal(await page.locator("table.events tbody tr").count(), 1);
		});
	},

	async "a network is drawn anew with those close who deal with one another, and leads on"() {
		await open(desk, full, async (page) => {
			const ring = await browser.newContext({ ...desk, javaScriptEnabled: false });
			const still = await ring.newPage();
			await still.goto(full.at + "/network?since=2022");
			const node = (page) => page.locator('svg.network a.node[data-name="TUR"]');
			const before = await node(still).getAttribute("transform");
			await ring.close();
			await page.goto(full.at + "/network?since=2022");
			assert.notEqual(await node(page).getAttribute("transform"), before);
			const drawn = await page.locator("svg.network path[data-source]").count();
			assert.equal(await page.locator("table.between tbody tr").count(), drawn);
			const box = await node(page).boundingBox();
			await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
			assert.ok((await page.locator("svg.network .far").count()) > 0);
			await page.mouse.down();
			await page.mouse.move(box.x + 60, box.y + 80, { steps: 4 });
			await page.mouse.up();
			assert.match(page.url(), /\/network\?since=2022$/);
			assert.ok(Math.abs((await node(page).boundingBox()).x - box.x) > 20);
			await node(page).focus();
			await page.keyboard.press("Enter");
			await page.waitForURL(/who=TUR/);
		});
	},

	async "the box on every page finds names and words"() {
		await open(desk, full, async (page) => {
			await page.goto(full.at + "/health");
			await page.getByLabel("A name, a code, words of an event", { exact: true }).fill("Greece");
			await page.keyboard.press("Enter");
			await page.waitForURL(/\/search\?q=Greece/);
			await page.locator("main table").first().getByRole("link", { name: "Greece", exact: true }).click();
			await page.waitForURL(/\/actor\?who=/);
		});
	},

	async "what is added while one looks at the first page comes by itself"() {
		await open(desk, full, async (page) => {
			await page.goto(full.at + "/");
			assert.ok(!(await page.getByText("Just added").isVisible()));
			writeFileSync(join(work, "new.txt"), "Norway Expels Diplomats\n\nOSLO, June 5, 2023 -- Norway expelled two <b>Russian</b> diplomats on Monday.\n");
			execFileSync(program, ["add", "--model", "fast", "--ledger", ledger, join(work, "new.txt")], { stdio: "ignore" });
			await page.getByRole("heading", { name: "Just added" }).waitFor();
			assert.match(await page.locator("[data-live] tbody tr").first().innerText(), /Norway/);
			await page.locator("[data-live] [role=status]", { hasText: "since" }).waitFor();
			await accessible(page, "the first page with what was added");
			await picture(page, "start-live-desk");
			await page.locator("[data-live] td.words a").first().click();
			await page.waitForURL(/\/report\?id=/);
		});
	},

	async "a pasted article and a file are coded"() {
		await open(desk, bare, async (page) => {
			await page.goto(bare.at + "/");
			await page.getByLabel("The article").fill("Turkey Condemns Greece\n\n<script>alert(1)</script>\n\nANKARA -- Turkey condemned Greece on Monday.");
			await page.getByLabel("published on").fill("2023-03-15");
			await page.getByRole("button", { name: "Code it" }).click();
			await page.waitForURL(/\/coded\?id=/);
			assert.match(await page.locator(".entry.event").first().innerText(), /13 March 2023/);
			assert.match(await page.locator(".text").innerText(), /<script>alert/);
			await page.goto(bare.at + "/");
			await page.getByLabel("or a file").setInputFiles({ name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("Greece condemned Turkey.") });
			await page.getByRole("button", { name: "Code it" }).click();
			await page.waitForURL(/\/coded\?id=/);
			assert.match(await page.locator(".entry.event").first().innerText(), /ACCUSE/);
		});
	},

	async "events are marked with keys alone, and every page follows"() {
		await open(desk, full, async (page) => {
			const next = (marking) => Promise.all([page.waitForEvent("load"), marking]); // the address stays the same
			await page.goto(full.at + "/review?by=ben&type=AID");
			const words = await page.locator(".judge .text").innerText();
			await page.keyboard.press("s");
			await page.waitForURL(/cursor=/);
			assert.notEqual(await page.locator(".judge .text").innerText(), words);
			await page.goBack();
			await next(page.keyboard.press("w"));
			assert.notEqual(await page.locator(".judge .text").innerText(), words);
			await page.keyboard.press("c");
			await page.getByLabel("status").selectOption("planned");
			await next(page.getByRole("button", { name: "Keep the correction" }).click());
			assert.match(page.url(), /\/review\?by=ben&type=AID$/);
			await page.goto(full.at + "/review?by=ann&type=AID");
			await next(page.keyboard.press("r")); // of the first alone: the last mark on an event is followed
			await page.goto(full.at + "/review");
			await page.getByRole("heading", { name: "How far they agree" }).waitFor();
			assert.match(await page.locator("main").innerText(), /ann: right/);
			await accessible(page, "the review with agreement");
			await picture(page, "review-agreement-desk");
			await page.goto(full.at + "/events?type=AID&order=oldest");
			assert.match(await page.locator("table.events").innerText(), /planned/);
		});
	},

	async "without script every text and table is there, and layers still switch"() {
		await open({ ...desk, javaScriptEnabled: false }, full, async (page) => {
			for (const [name, path] of pages) {
				if (name === "nowhere") continue;
				await page.goto(full.at + path);
				assert.ok((await page.locator("main").innerText()).length > 40, path);
			}
			await page.goto(full.at + "/report?id=gulf-3");
			assert.match(await page.locator(".text").innerText(), /The Turkish coast guard fired on a Greek fishing boat/);
			await page.getByLabel("Actors").check();
			assert.equal(await page.locator(".text a.actors").first().evaluate((x) => getComputedStyle(x).borderBottomWidth), "2px");
			await page.locator(".text a.trigger", { hasText: "fired" }).first().click();
			await page.waitForURL(/#e1$/);
			await page.goto(full.at + "/");
			await page.getByRole("button", { name: "Code a sample article" }).click();
			await page.waitForURL(/\/coded\?id=/);
		});
	},

	async "the keyboard alone gets from the start to an article"() {
		await open(desk, bare, async (page) => {
			await page.goto(bare.at + "/");
			await page.keyboard.press("Tab");
			assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
			await page.keyboard.press("Enter");
			await page.keyboard.press("Tab");
			assert.equal(await page.evaluate(() => document.activeElement.id), "text");
			await page.keyboard.type("Greece condemned Turkey.");
			await page.keyboard.press("Tab");
			for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement.textContent === "Code it")); i++) await page.keyboard.press("Tab");
			await page.keyboard.press("Enter");
			await page.waitForURL(/\/coded\?id=/);
		});
	},

	async "on paper there is the text and what was read in it"() {
		await open(desk, full, async (page) => {
			await page.emulateMedia({ media: "print" });
			await page.goto(full.at + "/report?id=gulf-3");
			assert.ok(!(await page.locator("nav").isVisible()));
			assert.ok(await page.locator(".text").isVisible());
			assert.ok(await page.locator(".entry.event").first().isVisible());
		});
	},
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
	if (!name.includes(process.env.ONLY ?? "")) continue;
	try {
		await test();
		console.log(`ok      ${name}`);
	} catch (e) {
		failed++;
		console.log(`FAILED  ${name}\n${e.stack}`);
	}
}
console.log(`slowest first paint: ${Math.round(slowest.paint)} ms, ${slowest.name}`);
await browser.close();
await Promise.all([full.stop(), bare.stop()]);
rmSync(work, { recursive: true });
process.exit(failed ? 1 : 0);

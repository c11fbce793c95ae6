import { chromium } from "playwright-core";
const base = process.argv[2], out = process.argv[3];
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, path, opts] of JSON.parse(process.argv[4])) {
  const ctx = await b.newContext({ viewport: { width: 1280, height: 900 }, ...opts });
  const p = await ctx.newPage();
  p.on("console", (m) => console.log(name, m.type(), m.text()));
  p.on("pageerror", (e) => console.log(name, "error", e.message));
  await p.goto(base + path);
  await p.screenshot({ path: `${out}/${name}.png`, fullPage: true });
  await ctx.close();
}
await b.close();

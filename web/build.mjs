// Bundles the islands into what the server embeds: node build.mjs [--check]
//
// The bundle is checked in, so that `go build` needs no node. With --check nothing is
// written, and it is an error if the bundle is not what the sources give.
import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const outfile = new URL("../internal/serve/static/app.js", import.meta.url).pathname;
const check = process.argv.includes("--check");
const { outputFiles } = await build({
	entryPoints: [new URL("src/app.ts", import.meta.url).pathname],
	bundle: true,
	format: "esm",
	minify: true,
	target: "es2022",
	charset: "utf8",
	write: false,
});
const made = outputFiles[0].contents;
const size = gzipSync(made).length;
const most = 120_000;
if (size > most) throw new Error(`app.js has ${size} bytes gzipped, expected at most ${most}`);
if (!check) await writeFile(outfile, made);
else if (!Buffer.from(made).equals(await readFile(outfile))) {
	throw new Error("internal/serve/static/app.js is not what web/src gives: run `npm run build` in web/ and commit it");
}
console.log(`app.js: ${size} bytes gzipped`);

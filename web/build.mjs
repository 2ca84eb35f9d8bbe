// Bundles src/ into crates/page/assets/app.js, which is committed and embedded, so that building the program needs no Node.
// `--check` changes nothing and fails where the committed file is not what src/ makes.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const out = new URL("../crates/page/assets/app.js", import.meta.url);
const source = new URL("src/", import.meta.url);
// The digest of what it is made of stands in the file, so that a test can tell without Node whether it is fresh.
const digest = createHash("sha256");
for (const name of readdirSync(source).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).sort()) {
  digest.update(`${name}\n`).update(readFileSync(new URL(name, source)));
}
const result = await build({
  entryPoints: [new URL("src/main.ts", import.meta.url).pathname],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  banner: { js: `// Built from web/src by web/build.mjs: ${digest.digest("hex")}` },
});
const made = result.outputFiles[0].text;
const kilobytes = (gzipSync(made, { level: 9 }).length / 1000).toFixed(1);
if (process.argv.includes("--check")) {
  if (readFileSync(out, "utf8") !== made) {
    console.error("crates/page/assets/app.js is not what web/src makes (run npm run build in web/ and commit)");
    process.exit(1);
  }
} else {
  writeFileSync(out, made);
}
console.log(`app.js: ${(made.length / 1000).toFixed(1)} kB, ${kilobytes} kB compressed`);

// Bundles src/ into crates/page/assets/app.js, which is committed and embedded, so that building the program needs no Node.
// `--check` changes nothing and fails where the committed file is not what src/ makes.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const out = new URL("../crates/page/assets/app.js", import.meta.url);
const result = await build({
  entryPoints: [new URL("src/main.ts", import.meta.url).pathname],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  banner: { js: "// Built from web/src by web/build.mjs." },
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

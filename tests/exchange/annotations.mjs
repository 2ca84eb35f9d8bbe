// Gives annotations to Recogito's reader of W3C text annotations.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [readers, file] = process.argv.slice(2);
const recogito = `${readers}/node_modules/@recogito/text-annotator`;
const { exports, version } = JSON.parse(readFileSync(`${recogito}/package.json`));
// The package is made for pages, and asks for what a page has while it is loaded.
globalThis.window ??= globalThis;
const { parseW3CTextAnnotation } = await import(pathToFileURL(`${recogito}/${exports["."].import}`));
const all = JSON.parse(readFileSync(file, "utf8"));
// A judgement is on an annotation, not on a text.
const onText = all.filter((one) => typeof one.target === "object");
for (const one of onText) {
  const { parsed, error } = parseW3CTextAnnotation(one);
  if (error) throw error;
  const [read] = parsed.target.selector;
  const [position, quote] = one.target.selector;
  if (read.start !== position.start || read.end !== position.end || read.quote !== quote.exact) throw Error(one.id);
  if (parsed.bodies.length !== one.body.length) throw Error(`${one.id}: a body is lost`);
}
console.log(`webannotation   @recogito/text-annotator ${version}: ${onText.length} annotations on texts`);

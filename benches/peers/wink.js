// wink-nlp on one thread: words a second of CPU time, and what it reads of EWT dev, as CoNLL-U in FILE: wink.js SHARED FILE
// It gives tokens, sentences and parts of speech; it has no parser.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const installed = createRequire(path.join(process.cwd(), 'node_modules', 'x'));
const model = installed('wink-eng-lite-web-model');
const nlp = installed('wink-nlp')(model);
const its = nlp.its;
const [shared, file] = process.argv.slice(2);
const lines = (name) => fs.readFileSync(path.join(shared, 'corpora', name), 'utf8').split('\n').filter(Boolean);
const version = (name) => JSON.parse(fs.readFileSync(path.join('node_modules', name, 'package.json'))).version;

const STEP = 200; // as in crates/eval/src/speed.rs
const texts = lines('news-sample/news-sample.jsonl').filter((_, n) => n % STEP === 0).map((line) => JSON.parse(line).text);
const words = texts.reduce((sum, text) => sum + text.split(/\s+/).filter(Boolean).length, 0);
const read = (text) => nlp.readDoc(text).tokens().out(its.pos);

let dev = '';
for (const line of lines('ud-english/en_ewt-ud-dev.text.jsonl')) {
  const { id, text } = JSON.parse(line);
  dev += `# newdoc id = ${id}\n`;
  nlp.readDoc(text).sentences().each((sentence) => {
    sentence.tokens().each((token, n) => {
      const form = token.out().replace(/\s/g, '');
      if (form) dev += `${n + 1}\t${form}\t_\t${token.out(its.pos)}\t_\t_\t${n}\tdep\t_\t_\n`;
    });
    dev += '\n';
  });
}
fs.writeFileSync(file, dev);

texts.slice(0, 2).forEach(read); // what is made at first use is not counted
const before = process.cpuUsage();
texts.forEach(read);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ version: version('wink-nlp'), speed: words / ((user + system) / 1e6) }));

// Writes made-up reports as JSON lines, for measuring the page on a large ledger: `node many.mjs 10000 > many.jsonl`. The same
// number gives the same reports. Some are copies, some contradict each other.

const COUNTRIES = [
  ["Kenya", "Nairobi"], ["Somalia", "Mogadishu"], ["Norway", "Oslo"], ["Finland", "Helsinki"], ["Estonia", "Tallinn"],
  ["Japan", "Tokyo"], ["Brazil", "Brasilia"], ["Chile", "Santiago"], ["Peru", "Lima"], ["Canada", "Ottawa"],
  ["Egypt", "Cairo"], ["Turkey", "Ankara"], ["Iran", "Tehran"], ["Belarus", "Minsk"], ["Poland", "Warsaw"],
  ["France", "Paris"], ["Germany", "Berlin"], ["Italy", "Rome"], ["Spain", "Madrid"], ["Portugal", "Lisbon"],
  ["India", "New Delhi"], ["Pakistan", "Islamabad"], ["Indonesia", "Jakarta"], ["Vietnam", "Hanoi"], ["Thailand", "Bangkok"],
  ["Ghana", "Accra"], ["Nigeria", "Abuja"], ["Ethiopia", "Addis Ababa"], ["Sudan", "Khartoum"], ["Georgia", "Tbilisi"],
];
const VERBS = [
  "sent food and medicine to", "signed an agreement with", "imposed sanctions on", "accused", "threatened to attack",
  "held talks with", "condemned", "thanked", "expelled diplomats of", "promised to help", "deployed troops near",
  "met officials of", "rejected an offer of", "supported", "attacked soldiers of",
];
const PUBLISHERS = ["Harbour Wire", "Coast Daily", "Plains Tribune", "Northern Post", "Lakes Radio", "Pacific Courier", "Baltic Observer", "Delta News", "Summit Times", "River Gazette"];
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const ENDS = ["", ", officials said", ", the foreign ministry said", ", a spokesman said", ", witnesses said"];

// Mulberry32: small, and the same everywhere.
let state = 20_240_501;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
const any = (list) => list[Math.floor(random() * list.length)];

const count = Number(process.argv[2] ?? 1000);
let last;
for (let n = 0; n < count; n += 1) {
  const copied = last && random() < 0.15;
  const published = new Date(Date.UTC(2015, 0, 1) + Math.floor(random() * 3650) * 86_400_000).toISOString().slice(0, 10);
  const sentences = Array.from({ length: 4 }, () => {
    const [[one, town], [other]] = [any(COUNTRIES), any(COUNTRIES)];
    const where = random() < 0.6 ? ` in ${town}` : "";
    return `${one} ${any(VERBS)} ${other}${where} on ${any(DAYS)}${any(ENDS)}.`;
  });
  const fresh = { text: sentences.join("\n\n"), published };
  const { text, published: day } = copied ? last : fresh;
  last = fresh;
  const report = { id: `m${n}`, title: `Report ${n}: ${text.slice(0, 60)}`, publisher: any(PUBLISHERS), published: day, text };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

"""Names in news texts that have mentions but no trees: ECB+ and re3d.

Neither corpus marks every name, and both mark common-noun mentions too. So a run of capitalised words counts as a
name where it ends a mention, lower-case words outside of names count as no name, and of all other capitalised
words nothing is said.
"""
import json
import re

from .silver_names import TIMES
from .treebank import Sentence, align

TYPES = {
    "HUMAN_PART_PER": "PER", "HUMAN_PART_ORG": "ORG", "HUMAN_PART_GPE": "LOC", "LOC_GEO": "LOC", "LOC_FAC": "FAC",
    "LOC_OTHER": "LOC", "NON_HUMAN_PART": "OTHER",
    "Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NAT", "Weapon": "WEAPON",
    "MilitaryPlatform": "WEAPON", "Vehicle": "WEAPON", "DocumentReference": "DOC",
}
TOKEN = re.compile(r"(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|St|Sen|Rep|Gov)\.|\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|"
                   r"\d[\d.,]*\d|\w+|[^\w\s]", re.UNICODE)
# Mentions of one word that sentences begin with.
NO_NAMES = set("i he she it we you they me him her us them this that these those who which his its their our my your "
               "here there one two police officials people authorities both all some many others another someone".split())
BETWEEN = set("of in at from for on by with who near and to against between under over as including , ( than".split())
JOINERS = {"of", "for", "the", "and", "&", "de", "-", "al"}


def tokens(text, start, end):
    return [(m.start() + start, m.end() + start) for m in TOKEN.finditer(text[start:end])]


def _sentence(doc, text, start, end, mentions):
    s = Sentence(doc)
    s.has_syntax, s.has_names = False, True
    last = start
    for a, b in tokens(text, start, end):
        s.form.append(text[a:b])
        s.start.append(a)
        s.end.append(b)
        s.space_before.append(a > last or a == start)
        last = b
    n = len(s.form)
    letters = [f for f in s.form if f[0].isalpha()]
    if len(letters) > 3 and sum(f[0].isupper() for f in letters) > 0.6 * len(letters):
        s.form = []         # a headline: its capitals say nothing
        return s
    capital = [f[:1].isupper() for f in s.form]
    s.name = [None if c else "O" for c in capital]
    for a, b, typ in mentions:
        x = [i for i in range(n) if s.start[i] >= a and s.end[i] <= b]
        if not x:
            continue
        lo, hi = x[0], x[-1] + 1
        while hi > lo and not s.form[hi - 1][0].isalnum():
            hi -= 1
        if hi == lo or not capital[hi - 1] or (hi - lo == 1 and lo == 0 and typ not in ("PER", "LOC")):
            continue
        if hi - lo == 1 and s.form[lo].lower() in NO_NAMES:
            continue
        first = hi - 1
        while first > lo:
            k = first - 1
            if capital[k]:
                first = k
                continue
            while k > lo and s.form[k].lower() in JOINERS:
                k -= 1
            if k < first - 1 and capital[k] and typ not in ("PER", "NAT") or (s.form[first - 1] == "-" and capital[k]):
                first = k
                continue
            break
        while first < hi - 1 and s.form[first] in ("The", "A", "An"):
            first += 1
        if any(f.lower() in BETWEEN for f in s.form[lo:first]):
            continue        # "a prison in Huntsville": the name is not the mention's
        for i in range(first, hi):
            s.name[i] = ("B-" if i == first else "I-") + typ
    return s


def ecb_plus(path):
    out = []
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        for z in d["sentences"]:
            if z["validated"]:
                ms = [(m["start"], m["end"], TYPES[m["type"]]) for m in d["mentions"]
                      if m["type"] in TYPES and "parts" not in m and z["start"] <= m["start"] and m["end"] <= z["end"]]
                out.append(_sentence("ecb", d["text"], z["start"], z["end"], ms))
    return [s for s in out if s.form]


def re3d(path):
    """Without the BBC's texts, whose licence is non-commercial."""
    out = []
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        if "BBC" in d["sourceName"] or "NC" in d["licence"]:
            continue
        text, start = d["text"], 0
        for m in re.finditer(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“‘(])|\n+", text + "\n"):
            end = min(m.end(), len(text))
            if text[start:end].strip() and not re.search(r"\b(?:U\.S|Mr|Dr|Gen|Lt|No)\.\s*$", text[start:end]):
                ms = [(e["start"], e["end"], TYPES[e["type"]]) for e in d["entities"]
                      if e["type"] in TYPES and start <= e["start"] and e["end"] <= end]
                # Narrow mentions first: a wide one with a name inside overwrites it.
                out.append(_sentence("re3d", text, start, end, sorted(ms, key=lambda m: m[1] - m[0])))
                start = end
    return [s for s in out if s.form]


def uner(sentences, path):
    """UNER's names in three of four documents of EWT dev, without its trees, as sentences to train on; the names of each
    fourth document are laid over `sentences` themselves, to score with.

    UNER marks PER, ORG and LOC only, so nothing is said of other words that are written as names are."""
    lay_names(sentences, path)
    number = {doc: i for i, doc in enumerate(dict.fromkeys(json.loads(line)["id"] for line in open(path, encoding="utf-8")))}
    out = []
    for s in sentences:
        if not s.has_names or number[s.doc] % 4 == 3:
            continue
        t = Sentence(s.doc)
        t.has_syntax, t.has_names = False, True
        t.form, t.space_before = s.form, s.space_before
        t.name = [None if n == "O" and u in ("PROPN", "ADJ") and f[0].isupper() and f.lower() not in TIMES else n
                  for n, u, f in zip(s.name, s.upos, s.form)]
        out.append(t)
        s.has_names = False
    return out


def lay_names(sentences, path):
    """Lay UNER's names over the words of EWT."""
    docs = {}
    for s in sentences:
        docs.setdefault(s.doc, []).append(s)
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        group = docs.get(d["id"])
        if group is None:
            continue
        align(group, d["text"])
        for s in group:
            s.has_names, s.name = True, ["O"] * len(s)
            for e in d["entities"]:
                x = [w for w in range(len(s)) if s.start[w] < e["end"] and e["start"] < s.end[w]]
                for w in x:
                    s.name[w] = ("B-" if w == x[0] else "I-") + e["type"]

"""Names in a treebank that marks none: their words from its trees, their types from a model.

People wrote the trees, so where names begin and end is known; a model that learnt names elsewhere tells what kind each
is. Where it is unsure, and the document's other mentions of the same words do not help, nothing is said.
"""
from collections import Counter, defaultdict

import torch

from .batches import bucketed, collate, example

TIMES = set("""january february march april may june july august september october november december jan feb mar apr jun jul
aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
am pm a.m. p.m. est edt cst cdt mst mdt pst pdt gmt utc""".split())
TITLES = set("""mr mrs ms miss dr drs prof president senator sen rep gov general gen colonel col captain capt sgt lt judge
justice secretary minister chairman king queen prince princess pope sheikh sheik ayatollah imam sir lord lady aunt uncle""".split())
ENDS_ORG = set("""inc corp corporation ltd llc plc co company bank university college institute committee commission council
department ministry agency association foundation party union congress senate parliament group""".split())
WITHIN = ("flat", "compound", "goeswith", "nummod")
BETWEEN = {"of", "for", "the", "and", "&"}


def spans(s):
    """Where the names of a sentence lie: proper nouns side by side that the tree joins, and what hangs from them by
    "of"."""
    n = len(s)
    proper = [u == "PROPN" for u in s.upos]
    found, at = [], 0
    while at < n:
        if not proper[at]:
            at += 1
            continue
        end = at + 1
        while end < n and proper[end] and _joined(s, at, end):
            end += 1
        found.append((at, end))
        at = end
    out = []
    for a, b in found:
        if out and a - out[-1][1] in (1, 2) and all(s.form[w].lower() in BETWEEN for w in range(out[-1][1], a)):
            p, q = out[-1]
            head = next(w for w in range(a, b) if not a <= s.head[w] - 1 < b)
            relation = s.rel[head].split(":")[0]
            if p <= s.head[head] - 1 < q and (relation == "nmod" and s.form[q].lower() == "of"):
                out[-1] = (p, b)
                continue
        out.append((a, b))
    return out


def _joined(s, first, word):
    """Whether the tree joins `word` to a name that begins with `first` and ends before `word`."""
    head = s.head[word] - 1
    if first <= head < word:
        return s.rel[word].split(":")[0] in WITHIN
    return any(s.head[w] - 1 == word and s.rel[w].split(":")[0] in WITHIN for w in range(first, word))


def lay_silver_names(sentences, net, pieces, labels, sure=0.6):
    """Marks names and their types in `sentences`; returns how many of each type."""
    index = labels.index["name"]
    types = sorted({k[2:] for k in index if k != "O"})
    columns = torch.tensor([[index.get("B-" + t, index["O"]), index.get("I-" + t, index["O"])] for t in types])
    told = []                                            # sentence, from, to, share of O, shares of the types
    net.eval()
    pairs = [(s, example(s, pieces, labels)) for s in sentences]
    owner = {id(e): s for s, e in pairs if e is not None}
    with torch.no_grad():
        for batch in bucketed([e for _, e in pairs if e is not None], 3000):
            shares = torch.softmax(net(collate(batch))["name"], -1)
            for e, rows in zip(batch, shares):
                s = owner[id(e)]
                s.has_names, s.name = True, ["O"] * len(s)
                for a, b in spans(s):
                    mean = rows[a:b].mean(0)
                    told.append((s, a, b, float(mean[index["O"]]), mean[columns].sum(1)))
    together = defaultdict(lambda: torch.zeros(len(types)))
    for s, a, b, none, by_type in told:
        together[s.doc, " ".join(s.form[a:b]).lower()] += by_type
    counts = Counter()
    for s, a, b, none, by_type in told:
        words = [f.lower().rstrip(".") for f in s.form[a:b]]
        if all(w in TIMES or not w.isalpha() for w in words):
            continue                                     # a time or a number is no name: stays O
        total = together[s.doc, " ".join(s.form[a:b]).lower()]
        share = (by_type + total) / (by_type + total).sum().clamp_min(1e-6)
        best = int(share.argmax())
        kind = types[best] if share[best] >= sure else None
        if words[-1] in ENDS_ORG:
            kind = "ORG"
        first = a
        if words[0] in TITLES and b - a > 1:
            kind, first = "PER", a + 1
            s.name[a] = None
        elif none > 0.9 and float(total.max()) < 0.5:
            counts["O"] += 1
            continue
        for w in range(first, b):
            s.name[w] = kind and ("B-" if w == first else "I-") + kind
        counts[kind] += 1
    return counts

"""Trains the small linear model that says whether what a verb tells of has happened.

    python3 training/happened.py SHARED [OUT]

reads the trees of UD English EWT and the factuality of UDS below SHARED/corpora and writes OUT
(default: crates/events/data/happened.tsv), one feature a line with its weights in hundredths for "no", "unsure" and
"yes". Features are spelt as in crates/events/src/happened.rs. Needs numpy; takes about fifteen seconds.
"""

import collections
import json
import random
import sys

import numpy as np

EPOCHS = 6
SEEN = 5  # features seen less often are left out
SMALL = 15  # and so are those whose weights differ by less
FAVOUR = np.array([1.3, 2, 1])  # as in happened.rs


def read_trees(path):
    """Sentences by id; a word is its ten columns."""
    trees, words, name = {}, [], None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# sent_id"):
            name = line.split("= ")[1]
        elif not line:
            trees[name], words = words, []
        elif line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdigit():
                words.append(columns)
    return trees


def load(shared, part):
    """Pairs of features and class of all predicates of a part."""
    trees = read_trees(f"{shared}/corpora/ud-english/en_ewt-ud-{part}.conllu")
    by_sentence = collections.defaultdict(list)
    for line in open(f"{shared}/corpora/uds-factuality/{part}.jsonl", encoding="utf-8"):
        for predicate in json.loads(line)["predicates"]:
            by_sentence[predicate["sent"]].append(predicate)
    cases = []
    for name, predicates in by_sentence.items():
        words, place = trees.get(name, []), 0
        for predicate in sorted(predicates, key=lambda p: p["start"]):
            same = [i for i in range(place, len(words)) if words[i][1] == predicate["text"]]
            if same:
                verbal = [i for i in same if words[i][3] in ("VERB", "AUX", "ADJ", "NOUN")]
                word = (verbal or same)[0]
                place = word + 1
                f = predicate["factuality"]
                cases.append((features(words, word), 2 if f > 0.5 else 0 if f < -0.5 else 1))
    return cases


def features(words, i):
    head = lambda k: int(words[k][6]) - 1
    relation = lambda k: words[k][7].split(":")[0]
    lemma = lambda k: words[k][2].lower()
    children = lambda k: [j for j in range(len(words)) if head(j) == k]
    feats = lambda k: dict(x.split("=", 1) for x in words[k][5].split("|") if "=" in x)

    def local(k, prefix):
        f = feats(k)
        form = ".".join(f.get(name, "-") for name in ("VerbForm", "Tense", "Mood"))
        out, bare, subject = {f"{prefix}form={form}"}, True, None
        for j in children(k):
            r = relation(j)
            if r == "aux":
                bare = False
                if lemma(j) != "be":
                    out.add(f"{prefix}aux={lemma(j)}")
            elif r == "cop":
                bare = False
            elif r == "mark":
                out.add(f"{prefix}mark={lemma(j)}")
            elif r in ("nsubj", "csubj"):
                subject = j
            if lemma(j) in ("not", "n't", "never", "no") and r in ("advmod", "det", "aux"):
                out.add(f"{prefix}neg")
            if lemma(j) in ("hardly", "barely", "nobody", "nothing", "none"):
                out.add(f"{prefix}neg")
            if r == "advcl" and any(relation(m) == "mark" and lemma(m) in ("if", "unless") for m in children(j)):
                out.add(f"{prefix}cond")
        if bare:
            out.add(f"{prefix}noaux={form}")
        if subject is None:
            out.add(f"{prefix}nosubj={form}")
        else:
            out.add(f"{prefix}subj=" + (lemma(subject) if words[subject][3] == "PRON" else words[subject][3]))
        return out

    f = feats(i)
    out = local(i, "") | {f"lem={lemma(i)}", f"rel={words[i][7]}"}
    out.add(f"rel={relation(i)}|{f.get('VerbForm', '-')}{f.get('Tense', '-')}")
    if words[-1][1] == "?":
        out.add(f"?|{relation(i)}")
    first = i
    for _ in range(3):
        if relation(first) == "conj" and head(first) >= 0:
            first = head(first)
    if first != i:
        out |= local(first, "first.") | {"conj"}
    above = head(first)
    if above >= 0:
        r = relation(first)
        mark = next((lemma(j) for j in children(first) if relation(j) == "mark"), "-")
        out |= {f"gov={r}|{mark}|{lemma(above)}", f"gov={r}|{mark}", f"gov={r}|{mark}|{words[above][3]}"}
        out |= local(above, f"{r}>")
        top = head(above)
        if top >= 0:
            out.add(f"gg={relation(above)}|{lemma(top)}")
            out |= local(top, f"{r}>{relation(above)}>")
    else:
        out.add(f"ROOT|{f.get('VerbForm', '-')}")
    return out | {f"mod={lemma(j)}" for j in children(i) if relation(j) in ("advmod", "obl")}


def train(cases):
    counts = collections.Counter(f for features, _ in cases for f in features)
    index = {f: k for k, f in enumerate(sorted(f for f, n in counts.items() if n >= SEEN))}
    bias = len(index)
    rows = [np.array(sorted(index[f] for f in features if f in index) + [bias]) for features, _ in cases]
    weights, squares = np.zeros((bias + 1, 3)), np.full((bias + 1, 3), 1e-6)
    order, chance = list(range(len(cases))), random.Random(0)
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for k in order:
            row = rows[k]
            odds = probabilities(weights, row)
            odds[cases[k][1]] -= 1
            gradient = odds[None, :] + 2e-4 * weights[row]
            squares[row] += gradient * gradient
            weights[row] -= 0.15 * gradient / np.sqrt(squares[row])
    return index, weights


def probabilities(weights, row):
    scores = weights[row].sum(0)
    odds = np.exp(scores - scores.max())
    return odds / odds.sum()


def report(index, weights, cases):
    rows = [np.array([index[f] for f in features if f in index] + [len(index)]) for features, _ in cases]
    found = [int((probabilities(weights, row) * FAVOUR).argmax()) for row in rows]
    f1 = []
    for c in range(3):
        right = sum(c == g == p for (_, g), p in zip(cases, found))
        f1.append(2 * right / max(1, sum(g == c for _, g in cases) + sum(p == c for p in found)))
    print(f"dev, trees given: macro F1 {sum(f1) / 3:.3f}; no, unsure, yes: " + ", ".join(f"{x:.3f}" for x in f1))


def main():
    shared = sys.argv[1]
    out = sys.argv[2] if len(sys.argv) > 2 else "crates/events/data/happened.tsv"
    index, weights = train(load(shared, "train"))
    report(index, weights, load(shared, "dev"))
    hundredths = np.round(100 * weights).astype(int)
    with open(out, "w", encoding="utf-8") as file:
        lines = [("bias", hundredths[len(index)])]
        lines += [(f, hundredths[k]) for f, k in sorted(index.items())]
        for f, w in lines:
            if f == "bias" or w.max() - w.min() >= SMALL:
                file.write("\t".join([f, *map(str, w)]) + "\n")


if __name__ == "__main__":
    main()

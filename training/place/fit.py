#!/usr/bin/env python3
"""Fits the weights of codebook/place/finding.toml: one command, needs numpy.

    python3 training/place/fit.py FOLDER [--write]

FOLDER has lgl.jsonl, geovirus.jsonl and trnews.jsonl (one report a line: id, text, toponyms with start and end in code points). The
crate's example finding_features reads them and says which features hold of each possible toponym and whether it is one. A logistic
regression is fitted on LGL and GeoVirus; TR-News is only measured. Beside every feature alone, every pair of the model's tag and another
feature has a weight, drawn more strongly to zero. GeoVirus does not annotate demonyms, so its demonyms are left out.
"""
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / "training" / "work" / "place"
SHIFT = 0.4  # more recall than the likelihood asks for: F1 counts both sides
RARE = 20  # a pair seen less often has no weight
ALONE, PAIRED = 3.0, 8.0  # strength of the draw to zero


def read(folder, corpus):
    """Documents with the rows of their possible toponyms: start, end, gold, features with pairs."""
    WORK.mkdir(parents=True, exist_ok=True)
    kept = WORK / f"{corpus}.jsonl"
    if not kept.exists():
        command = ["cargo", "run", "--quiet", "--release", "-p", "rapporteur-place", "--example", "finding_features", "--"]
        with open(kept, "w", encoding="utf-8") as out:
            subprocess.run(command + [str(Path(folder) / f"{corpus}.jsonl")], cwd=ROOT, check=True, stdout=out)
    documents = []
    for line in open(kept, encoding="utf-8"):
        document = json.loads(line)
        rows = [(start, end, gold, paired(features)) for start, end, gold, features in document["rows"]
                if corpus != "geovirus" or "known/demonym" not in features]
        documents.append((document["gold"], rows))
    return documents


def paired(features):
    tag = next((f for f in features if f.startswith("tag/")), None)
    return features + [f"{tag} & {f}" for f in features if tag and f not in (tag, "bias")]


def fit(documents, names):
    index = {name: i for i, name in enumerate(names)}
    rows = [row for _, rows in documents for row in rows]
    x = np.zeros((len(rows), len(names)), np.float32)
    for i, row in enumerate(rows):
        x[i, [index[f] for f in row[3] if f in index]] = 1
    y = np.array([row[2] for row in rows], np.float32)
    draw = np.array([PAIRED if "&" in name else ALONE for name in names], np.float32)
    w = np.zeros(len(names), np.float32)
    for _ in range(8):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (p - y) + draw * w
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(draw), gradient)
        w -= step
        if np.abs(step).max() < 1e-3:
            break
    return dict(zip(names, w.tolist()))


def measure(documents, weights, shift):
    """Precision, recall and F1 of spans, the likelier of overlapping ones kept, as the room does it."""
    right = found = gold = 0
    for count, rows in documents:
        gold += count
        kept = []
        for start, end, is_gold, features in rows:
            score = sum(weights.get(f, 0) for f in features) + shift
            if score <= 0:
                continue
            if kept and kept[-1][1] > start:
                if (score, end - start) <= (kept[-1][3], kept[-1][1] - kept[-1][0]):
                    continue
                kept.pop()
                if kept and kept[-1][1] > start:
                    continue
            kept.append((start, end, is_gold, score))
        found += len(kept)
        right += sum(row[2] for row in kept)
    p, r = right / max(found, 1), right / max(gold, 1)
    return f"precision {p:.3f} recall {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.4f}"


def main():
    folder = sys.argv[1]
    lgl, geovirus, trnews = (read(folder, corpus) for corpus in ("lgl", "geovirus", "trnews"))
    counts = Counter(f for documents in (lgl, geovirus) for _, rows in documents for row in rows for f in row[3])
    names = sorted(f for f, n in counts.items() if "&" not in f or n >= RARE)
    for half, rest in ((lgl[::2], lgl[1::2]), (lgl[1::2], lgl[::2])):
        print("LGL, fitted on the other half:", measure(rest, fit(half + geovirus, names), SHIFT), flush=True)
    weights = fit(lgl + geovirus, names)
    for name, documents in (("LGL (fitted on)", lgl), ("GeoVirus (fitted on, no demonyms)", geovirus), ("TR-News", trnews)):
        print(name, measure(documents, weights, SHIFT))
    weights["bias"] += SHIFT
    if "--write" in sys.argv:
        target = ROOT / "codebook" / "place" / "finding.toml"
        header = target.read_text(encoding="utf-8").split("\n[", 1)[0]
        tables = {}
        for name, weight in weights.items():
            table, _, feature = name.rpartition(" & ")
            if abs(weight) >= 0.05:
                tables.setdefault(f'with."{table}"' if table else "weight", []).append(f'"{feature}" = {weight:.2f}')
        order = sorted(tables, key=lambda table: (table != "weight", table))
        body = "\n".join(f"\n[{table}]\n" + "\n".join(tables[table]) + "\n" for table in order)
        target.write_text(f"{header}\n{body.lstrip()}" if header.endswith("\n") else f"{header}\n\n{body.lstrip()}", encoding="utf-8")


if __name__ == "__main__":
    main()

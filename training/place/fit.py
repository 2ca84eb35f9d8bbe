#!/usr/bin/env python3
"""Fits the weights of codebook/place/finding.toml: one command, needs numpy.

    python3 training/place/fit.py CORPORA [--write]

CORPORA is the folder of annotated corpora. Fitted on openly licensed ones alone: the places named in GUM's training part (without its
non-commercial genres), re3d (without the BBC) and MEANTIME. LGL, TR-News and GeoVirus are only measured. The crate's example
finding_features reads the reports and says which features hold of each possible toponym. A logistic regression is fitted; beside every
feature alone, every pair of the model's tag and another feature has a weight, drawn more strongly to zero. None of the corpora fitted on
marks demonyms, so the weight of a demonym is set by hand: what the codebook lists as one is one.
"""
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / "training" / "work" / "place"
# The threshold, chosen by looking at LGL: news names more toponyms than the corpora fitted on. It holds for names that the gazetteer or the
# codebook has; of names that only the model takes for places, those corpora mark as many as news does, buildings among them.
SHIFT = 1.4
RARE = 20  # a pair seen less often has no weight
ALONE, PAIRED = 3.0, 8.0  # strength of the draw to zero


DEMONYM = 3.0  # log-odds, by hand
NON_COMMERCIAL = ("essay", "fiction", "letter", "podcast", "whow")


def lines(path):
    with open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def bare(text, start, end):
    """The name alone within a noun phrase: no article, no lower-case words around it, nothing after a comma."""
    words = text[start:end]
    name = re.search(r"[A-Z\u00c0-\u00de][\w.\u2019'-]*(?: (?:(?:of|the|de|la|al|and) )*[A-Z\u00c0-\u00de][\w.\u2019'-]*)*", words)
    if not name:
        return None
    found = re.sub(r"^The ", "    ", name.group())
    lead = len(found) - len(found.lstrip())
    found = re.sub(r"(['\u2019]s|[.'\u2019]$)", lambda m: "" if not found.endswith("U.S.") else m.group(), found.strip())
    at = start + name.start() + lead
    return {"start": at, "end": at + len(found)} if found and text[at:at + len(found)] == found else None


def training(corpora):
    """The reports to fit on, with their toponyms."""
    corpora = Path(corpora)
    for d in lines(corpora / "gum-entities" / "train.jsonl"):
        if d["genre"] not in NON_COMMERCIAL:
            yield d["id"], d["text"], [m for m in d["mentions"] if m["type"] == "place" and m.get("named")]
    for d in lines(corpora / "re3d" / "dev.jsonl"):
        if "BBC" not in d["sourceName"]:
            yield d["id"], d["text"], [m for m in d["entities"] if m["type"] == "Location"]
    for d in lines(corpora / "meantime" / "meantime-apple.jsonl"):
        # Only the beginning is fully annotated.
        yield d["id"], d["text"][: d["annotated_until"]], [m for m in d["entities"] if m["type"] == "LOC"]


def write_training(corpora, path):
    with open(path, "w", encoding="utf-8") as out:
        for name, text, places in training(corpora):
            spans = [bare(text, m["start"], m["end"]) for m in places if m["end"] <= len(text)]
            unique = sorted({(s["start"], s["end"]) for s in spans if s})
            toponyms = [{"start": start, "end": end} for start, end in unique]
            out.write(json.dumps({"id": name, "text": text, "toponyms": toponyms}) + "\n")


def read(path, corpus):
    """Documents with the rows of their possible toponyms: start, end, gold, features with pairs."""
    WORK.mkdir(parents=True, exist_ok=True)
    kept = WORK / f"{corpus}.features.jsonl"
    if not kept.exists():
        command = ["cargo", "run", "--quiet", "--release", "-p", "rapporteur-place", "--example", "finding_features", "--"]
        with open(kept, "w", encoding="utf-8") as out:
            subprocess.run(command + [str(path)], cwd=ROOT, check=True, stdout=out)
    documents = []
    for line in open(kept, encoding="utf-8"):
        document = json.loads(line)
        rows = [(start, end, gold, paired(features)) for start, end, gold, features in document["rows"]
                if corpus not in ("training", "geovirus") or "known/demonym" not in features]
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
            score = sum(weights.get(f, 0) for f in features) + (0 if "known/model" in features else shift)
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
    corpora = Path(sys.argv[1])
    WORK.mkdir(parents=True, exist_ok=True)
    write_training(corpora, WORK / "training.jsonl")
    documents = read(WORK / "training.jsonl", "training")
    counts = Counter(f for _, rows in documents for row in rows for f in row[3])
    names = sorted(f for f, n in counts.items() if "&" not in f or n >= RARE)
    for half, rest in ((documents[::2], documents[1::2]), (documents[1::2], documents[::2])):
        print("fitted on the other half:", measure(rest, fit(half, names), SHIFT), flush=True)
    weights = fit(documents, names)
    weights["known/demonym"] = DEMONYM
    for corpus in ("lgl", "trnews", "geovirus"):
        rows = read(corpora / "geo" / f"{corpus}.jsonl", corpus)
        print(f"{corpus} (only measured):", measure(rows, weights, SHIFT), flush=True)
    weights["bias"] += SHIFT
    weights["known/model"] -= SHIFT
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

#!/usr/bin/env python3
"""Write what PyTorch computes for a few sentences, for the test that the Rust reader computes the same.

usage: agree.py --checkpoint FILE --out crates/syntax/tests/data/arcs.json
       agree.py --fast WORK_DIR --out crates/syntax/tests/data/fast_arcs.json
"""
import argparse
import json

import torch

from deep.batches import Labels, collate, example
from deep.network import Reader
from deep.pieces import SHAPES, Pieces
from deep.treebank import Sentence
from export_fast import load
from fast import batches

SENTENCES = [
    "The two ministers signed an agreement with the United Nations in Vienna on Tuesday .",
    "\" We will not accept it , \" Karen O'Neill , the party 's deputy leader , told reporters .",
    "Why ?",
]


def deep(path):
    saved = torch.load(path)
    labels, pieces = Labels(saved["labels"]), Pieces(saved["pieces"])
    net = Reader({k: len(v) for k, v in saved["labels"].items()}, len(pieces.list), 2 * SHAPES + 1)
    net.load_state_dict(saved["net"])
    net.eval()

    def numbers(s):
        e = example(s, pieces, labels)
        return net(collate([e])), {"pieces": e.pieces}

    return labels, numbers


def fast(work):
    net, tables, labels, pieces = load(work)
    pieces = Pieces(pieces)

    def numbers(s):
        e = batches.example(s, tables, labels)
        return net(batches.collate([e], pieces)), {"rows": [r[0] for r in e.rows]}

    return labels, numbers


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint")
    ap.add_argument("--fast")
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    labels, numbers = fast(a.fast) if a.fast else deep(a.checkpoint)
    out = []
    for text in SENTENCES:
        s = Sentence("own")
        s.form = text.split()
        s.space_before = [True] * len(s)
        s.has_syntax = False
        with torch.no_grad():
            res, seen = numbers(s)
        out.append({"words": s.form} | seen | {
            "arcs": [[round(x, 3) for x in row] for row in res["arc"][0].tolist()],
            "upos": [labels.lists["upos"][i] for i in res["upos"][0].argmax(-1).tolist()]})
    with open(a.out, "w", encoding="utf-8") as f:
        json.dump(out, f)
        f.write("\n")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Write what PyTorch computes for a few sentences, for the test that the Rust reader computes the same.

usage: agree.py --checkpoint FILE --out crates/syntax/tests/data/arcs.json
"""
import argparse
import json

import torch

from deep.batches import Labels, collate, example
from deep.network import Reader
from deep.pieces import SHAPES, Pieces
from deep.treebank import Sentence

SENTENCES = [
    "The two ministers signed an agreement with the United Nations in Vienna on Tuesday .",
    "\" We will not accept it , \" Karen O'Neill , the party 's deputy leader , told reporters .",
    "Why ?",
]


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    saved = torch.load(a.checkpoint)
    labels = Labels(saved["labels"])
    pieces = Pieces(saved["pieces"])
    net = Reader({k: len(v) for k, v in saved["labels"].items()}, len(pieces.list), 2 * SHAPES + 1)
    net.load_state_dict(saved["net"])
    net.eval()
    out = []
    for text in SENTENCES:
        s = Sentence("own")
        s.form = text.split()
        s.space_before = [True] * len(s)
        s.has_syntax = False
        e = example(s, pieces, labels)
        with torch.no_grad():
            res = net(collate([e]))
        out.append({"words": s.form, "pieces": e.pieces,
                    "arcs": [[round(x, 3) for x in row] for row in res["arc"][0].tolist()],
                    "upos": [labels.lists["upos"][i] for i in res["upos"][0].argmax(-1).tolist()]})
    with open(a.out, "w", encoding="utf-8") as f:
        json.dump(out, f)
        f.write("\n")


if __name__ == "__main__":
    main()

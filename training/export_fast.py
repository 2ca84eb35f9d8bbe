#!/usr/bin/env python3
"""Write a fast checkpoint as the model file that crates/syntax reads.

usage: export_fast.py --work WORK_DIR --treebanks UD_DIR --out models/fast.safetensors
"""
import argparse
import json
import os

import torch

from deep.batches import Labels
from deep.lemmas import make_script
from deep.lexicon import lexicon
from deep.pieces import SHAPES
from deep import quantise
from deep.treebank import licensed, read_conllu
from export import save
from fast.network import TAGGERS, Reader
from fast.words import Tables

FORMAT = "rapporteur-fast/1"


def load(work):
    """The network of a work folder, with its tables, labels and pieces."""
    data = torch.load(os.path.join(work, "taught.pt"), weights_only=False)
    saved = torch.load(os.path.join(work, "checkpoint.pt"))
    tables, labels = Tables(*data["tables"].values()), Labels(data["labels"])
    net = Reader({k: len(v) for k, v in data["labels"].items()}, tables, data["vectors"], data["piece_vectors"],
                 2 * SHAPES + 1, width=data["vectors"].shape[1], state=saved["arguments"]["state"],
                 layers=saved["arguments"]["layers"])
    net.load_state_dict(saved["net"])
    net.eval()
    return net, tables, labels, data["pieces"]


@torch.no_grad()
def rows(net, tables):
    """Finished rows of the words: everything but shapes is added up here, so that the reader need not."""
    known = net.known()
    ends = torch.tensor([tables.rows(w)[1:] for w in tables.lists["words"]])
    known[2:] += (net.prefix.weight[ends[2:, 0]] + net.suffix2.weight[ends[2:, 1]] + net.suffix3.weight[ends[2:, 2]])
    return known


def together(sentences, labels, task):
    """For each part of speech, the classes of a task that the treebanks join to it."""
    got = [set() for _ in labels.lists["upos"]]
    for s in sentences:
        values = s.feats if task == "feats" else [make_script(f, l) for f, l in zip(s.form, s.lemma)]
        for upos, value in zip(labels.ids("upos", s.upos), labels.ids(task, values)):
            if upos >= 0 and value >= 0:
                got[upos].add(value)
    return [sorted(x) or list(range(len(labels.lists[task]))) for x in got]


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--work", required=True)
    ap.add_argument("--treebanks", required=True, help="folder with the training parts, for the lexicon of lemmas")
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    net, tables, labels, pieces = load(a.work)
    out = {}

    def table(name, weight):
        out[name + ".weight"], out[name + ".scale"] = quantise.table(weight.detach())

    def matrix(name, weight, bias=None):
        out[name + ".weight"], out[name + ".scale"] = quantise.quantise(weight.detach())
        if bias is not None:
            out[name + ".bias"] = bias.detach()

    def text(name, lines):
        out[name] = torch.frombuffer(bytearray("\n".join(lines).encode()), dtype=torch.uint8)

    table("word", rows(net, tables))
    table("piece", net.project(net.piece_vector))
    for name in ("prefix", "suffix2", "suffix3", "shape"):
        table(name, getattr(net, name).weight)
    for i in range(net.lstm.num_layers):
        for direction, suffix in (("f", ""), ("b", "_reverse")):
            w = {k: getattr(net.lstm, "%s_l%d%s" % (k, i, suffix)) for k in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
            name = "lstm%d.%s" % (i, direction)
            matrix(name + ".input", w["weight_ih"], w["bias_ih"] + w["bias_hh"])
            matrix(name + ".state", w["weight_hh"])
    for name, tasks in (("upos", ["upos"]), ("feats", ["feats"]), ("lemma", ["lemma"]), ("mention", TAGGERS[3:])):
        matrix(name, torch.cat([net.tagger[t].weight for t in tasks]), torch.cat([net.tagger[t].bias for t in tasks]))
    for part in ("arc_dep", "arc_head", "rel_dep", "rel_head", "rel"):
        matrix(part, getattr(net, part).weight, getattr(net, part).bias)
    arc = net.arc / (net.arc_head.weight.shape[0] ** 0.5)
    matrix("arc", arc[:-1].t().contiguous(), arc[-1])
    out["distance"] = net.distance.detach()
    for name in ("words", "prefixes", "suffixes2", "suffixes3"):
        text(name, tables.lists[name])
    text("pieces", pieces)
    sentences = [s for b in ("ewt", "gum") for s in
                 read_conllu(os.path.join(a.treebanks, "en_%s-ud-train.conllu" % b)) if licensed(s.doc)]
    text("lexicon", lexicon(sentences).split("\n"))
    save(out, FORMAT, "fast", {
        "labels": json.dumps({k: labels.lists[k] for k in TAGGERS + ("rel",)}, ensure_ascii=False),
        "feats_of": json.dumps(together(sentences, labels, "feats")),
        "lemma_of": json.dumps(together(sentences, labels, "lemma"))}, a.out)


if __name__ == "__main__":
    main()

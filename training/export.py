#!/usr/bin/env python3
"""Write a checkpoint as the model file that crates/syntax reads.

usage: export.py --checkpoint FILE --treebanks UD_DIR --out models/deep.safetensors
"""
import argparse
import hashlib
import json
import os

import torch
from safetensors.torch import save_file

from deep.lexicon import lexicon
from deep.network import MENTION_TAGGERS, TAGGERS
from deep.quantise import quantise, table
from deep.treebank import licensed, read_conllu

FORMAT = "rapporteur-deep/1"


def save(tensors, form, name, meta, path):
    """A model file: the tensors, what `meta` says, and a name with a digest of the weights."""
    digest = hashlib.sha256()
    for k in sorted(tensors):
        digest.update(k.encode() + tensors[k].contiguous().numpy().tobytes())
    meta = {"format": form, "name": name + "-" + digest.hexdigest()[:12]} | meta
    save_file({k: v.contiguous() for k, v in tensors.items()}, path, metadata=meta)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--treebanks", required=True, help="folder with the training parts, for the lexicon of lemmas")
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    saved = torch.load(a.checkpoint)
    net, labels = saved["net"], saved["labels"]
    out = {}

    def matrix(name, weight, bias=None):
        out[name + ".weight"], out[name + ".scale"] = quantise(weight.float())
        if bias is not None:
            out[name + ".bias"] = bias.float()

    def linear(name, source):
        matrix(name, net[source + ".weight"], net[source + ".bias"])

    def norm(name, source):
        out[name + ".weight"], out[name + ".bias"] = net[source + ".weight"].float(), net[source + ".bias"].float()

    for part in ("piece", "position", "shape"):
        out[part + ".weight"], out[part + ".scale"] = table(net["encoder.%s.weight" % part].float())
    norm("norm", "encoder.norm")
    layers = 1 + max(int(k.split(".")[2]) for k in net if k.startswith("encoder.layers."))
    for i in range(layers):
        s, d = "encoder.layers.%d." % i, "layer%d." % i
        for part in ("qkv", "out", "up", "down"):
            linear(d + part, s + part)
        norm(d + "norm1", s + "norm1")
        norm(d + "norm2", s + "norm2")
    out["mix"] = torch.stack([torch.softmax(net["mix_%s.weight" % m].float(), 0) for m in ("tag", "tree", "mention")])

    # The taggers that read the same mix become one matrix; their rows follow the order of the labels below.
    for name, tasks in (("tag", ("upos", "feats", "lemma")), ("mention", MENTION_TAGGERS)):
        matrix(name, torch.cat([net["tagger.%s.weight" % t] for t in tasks]),
               torch.cat([net["tagger.%s.bias" % t] for t in tasks]))
    for part in ("arc_dep", "arc_head", "rel_dep", "rel_head"):
        linear(part, part)
    arc = net["arc"] / (net["arc_head.weight"].shape[0] ** 0.5)
    matrix("arc", arc[:-1].t().contiguous(), arc[-1])
    # rel[r, d, e]: a row of the matrix for each (r, e), the dependent's bias row last.
    rel = net["rel"].permute(0, 2, 1)
    r, e, d = rel.shape
    flat = rel.reshape(r * e, d)
    matrix("rel", flat[:, :-1].contiguous(), flat[:, -1].contiguous())
    out["pieces"] = torch.frombuffer(bytearray("\n".join(saved["pieces"]).encode()), dtype=torch.uint8)
    sentences = [s for b in ("ewt", "gum") for s in
                 read_conllu(os.path.join(a.treebanks, "en_%s-ud-train.conllu" % b)) if licensed(s.doc)]
    out["lexicon"] = torch.frombuffer(bytearray(lexicon(sentences).encode()), dtype=torch.uint8)
    save(out, FORMAT, "deep", {"labels": json.dumps({k: labels[k] for k in TAGGERS + ("rel",)}, ensure_ascii=False)}, a.out)


if __name__ == "__main__":
    main()

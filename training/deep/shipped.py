"""A shipped model file as a checkpoint, so that training can go on from it."""
import json

import torch
from safetensors import safe_open

from .network import LAYERS, MENTION_TAGGERS, Reader
from .pieces import SHAPES


def load_shipped(path):
    """What train.py saves: weights, labels and pieces; the weights as far as eight bits kept them."""
    with safe_open(path, "pt") as file:
        t = {k: file.get_tensor(k) for k in file.keys()}
        labels = json.loads(file.metadata()["labels"])
    sizes = {k: len(v) for k, v in labels.items()}
    pieces = bytes(t["pieces"].numpy()).decode().split("\n")
    net = Reader(sizes, len(pieces), 2 * SHAPES + 1).state_dict()

    def matrix(name):
        return t[name + ".weight"].float() * t[name + ".scale"][:, None]

    def put(target, weight, bias=None):
        net[target + ".weight"] = weight
        if bias is not None:
            net[target + ".bias"] = bias

    for name in ("piece", "position", "shape"):
        put("encoder." + name, matrix(name))
    put("encoder.norm", t["norm.weight"], t["norm.bias"])
    for i in range(LAYERS):
        for part in ("qkv", "out", "up", "down"):
            put("encoder.layers.%d.%s" % (i, part), matrix("layer%d.%s" % (i, part)), t["layer%d.%s.bias" % (i, part)])
        for part in ("norm1", "norm2"):
            put("encoder.layers.%d.%s" % (i, part), t["layer%d.%s.weight" % (i, part)], t["layer%d.%s.bias" % (i, part)])
    for mix, row in zip(("tag", "tree", "mention"), t["mix"]):
        net["mix_%s.weight" % mix] = row.clamp_min(1e-6).log()
    for name, tasks in (("tag", ("upos", "feats", "lemma")), ("mention", MENTION_TAGGERS)):
        parts = [sizes[task] for task in tasks]
        for task, weight, bias in zip(tasks, matrix(name).split(parts), t[name + ".bias"].split(parts)):
            put("tagger." + task, weight, bias)
    for part in ("arc_dep", "arc_head", "rel_dep", "rel_head"):
        put(part, matrix(part), t[part + ".bias"])
    width = net["arc_head.weight"].shape[0]
    net["arc"] = torch.cat([matrix("arc").t(), t["arc.bias"][None]]) * width ** 0.5
    r, d, e = net["rel"].shape
    net["rel"] = torch.cat([matrix("rel").view(r, e, d - 1), t["rel.bias"].view(r, e, 1)], 2).permute(0, 2, 1)
    return {"net": net, "labels": labels, "pieces": pieces}

#!/usr/bin/env python3
"""Train the deep reading model. See models/deep.md for what the arguments were.

usage: train.py --encoder MINILM_DIR --treebanks UD_DIR --mentions GUM_ENTITIES_DIR --out WORK_DIR [--passes N] [--seed N]
"""
import argparse
import os
import random
import sys
import time

import torch
import torch.nn.functional as F

from deep.batches import IGNORE, Labels, bucketed, collate, example
from deep.network import LAYERS, MENTION_TAGGERS, TAGGERS, Reader
from deep.news_names import ecb_plus, re3d, uner
from deep.pieces import SHAPES, Pieces
from deep.scores import evaluate
from deep.shipped import load_shipped
from deep.silver_names import lay_silver_names
from deep.treebank import add_mentions, licensed, read_conllu
from deep.vocabulary import kept_pieces

WEIGHTS = {"upos": 0.6, "feats": 0.6, "lemma": 0.6, "mention": 0.5, "name": 0.5, "attach": 0.25, "arc": 1.0, "rel": 1.0}


def extended(old, new):
    """Old classes in their places, new ones after them."""
    return {k: v + [x for x in new.get(k, []) if x not in v and k == "name"] for k, v in old.items()}


def load_extended(net, state, labels):
    mine = net.state_dict()
    for k, v in state.items():
        if mine[k].shape == v.shape:
            mine[k] = v
        else:
            mine[k] = torch.zeros_like(mine[k])
            mine[k][:len(v)] = v
    net.load_state_dict(mine)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--encoder", required=True, help="folder with MiniLM's model.safetensors and vocab.txt")
    ap.add_argument("--treebanks", required=True, help="folder with en_ewt-ud-*.conllu and en_gum-ud-*.conllu")
    ap.add_argument("--mentions", required=True, help="folder with gum-entities' train.jsonl and dev.jsonl")
    ap.add_argument("--out", required=True)
    ap.add_argument("--passes", type=float, default=6)
    ap.add_argument("--batch", type=int, default=1500, help="pieces in a step, padding included")
    ap.add_argument("--rate", type=float, default=2e-4, help="learning rate of the encoder's last layer")
    ap.add_argument("--head-rate", type=float, default=2e-3)
    ap.add_argument("--layer-decay", type=float, default=0.85)
    ap.add_argument("--drop", type=float, default=0.1)
    ap.add_argument("--head-drop", type=float, default=0.25)
    ap.add_argument("--drop-pieces", type=float, default=0.03)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--minutes", type=float, default=1e9,
                    help="on a busy machine: let the rates fall to zero by then, though passes are left")
    ap.add_argument("--stop-after", type=int, default=99, help="end after this pass, though the rates were to fall further")
    ap.add_argument("--resume", default="", help="begin with the weights of this checkpoint or shipped model; new classes begin at zero")
    ap.add_argument("--mention-rate", type=float, default=0, help="learning rate of the mention taggers, if another")
    ap.add_argument("--warm", type=float, default=0.08, help="share of the steps in which the rates rise")
    ap.add_argument("--ecb-plus", default="", help="ECB+'s train.jsonl, for names in news")
    ap.add_argument("--re3d", default="", help="re3d's dev.jsonl, for names in news")
    ap.add_argument("--names", default="", help="UNER's dev.jsonl: three documents of four to train on, the fourth to score with")
    ap.add_argument("--silver-names", action="store_true",
                    help="with --resume: names in EWT, their words by its trees, their types by the model before each pass")
    ap.add_argument("--evaluate", default="", help="only score this checkpoint")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    os.makedirs(a.out, exist_ok=True)

    def bank(name, part, mentions=None):
        s = read_conllu(os.path.join(a.treebanks, "en_%s-ud-%s.conllu" % (name, part)))
        if mentions:
            print(name, part, add_mentions(s, os.path.join(a.mentions, mentions)))
        return s

    ewt = bank("ewt", "train")
    train = ewt + [s for s in bank("gum", "train", "train.jsonl") if licensed(s.doc)]
    dev = {"ewt": bank("ewt", "dev"), "gum": bank("gum", "dev", "dev.jsonl")}
    if a.ecb_plus:
        train += ecb_plus(a.ecb_plus)
    if a.re3d:
        train += re3d(a.re3d)
    if a.names:
        train += 3 * uner(dev["ewt"], a.names)
    labels = Labels.count(train)
    begin = a.resume or a.evaluate
    saved = (load_shipped if begin.endswith(".safetensors") else torch.load)(begin) if begin else None
    if saved:
        labels = Labels(extended(saved["labels"], {} if a.evaluate else labels.lists))
    vocabulary = open(os.path.join(a.encoder, "vocab.txt"), encoding="utf-8").read().split("\n")
    rows = {p: i for i, p in enumerate(vocabulary)}
    kept = [rows[p] for p in saved["pieces"]] if saved else kept_pieces(vocabulary, train)
    pieces = Pieces([vocabulary[i] for i in kept])
    sizes = {k: len(v) for k, v in labels.lists.items()}
    print("sentences %d words %d pieces in the vocabulary %d classes %s" % (
        len(train), sum(map(len, train)), len(kept), sizes), flush=True)
    net = Reader(sizes, len(kept), 2 * SHAPES + 1, drop=a.drop, head_drop=a.head_drop)
    net.encoder.load(os.path.join(a.encoder, "model.safetensors"), kept)
    dev_examples = {k: [(s, example(s, pieces, labels)) for s in v] for k, v in dev.items()}
    if saved:
        load_extended(net, saved["net"], saved["labels"])
    if a.evaluate:
        for k, v in dev_examples.items():
            print(k, evaluate(net, v, labels), flush=True)
        return

    groups = []
    enc = net.encoder
    named = [([enc.piece, enc.position, enc.norm], LAYERS)] + [([l], LAYERS - 1 - i) for i, l in enumerate(enc.layers)]
    seen = set()
    for modules, depth in named:
        for m in modules:
            for n, p in m.named_parameters():
                seen.add(id(p))
                groups.append({"params": [p], "lr": a.rate * a.layer_decay ** depth,
                               "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    if a.mention_rate:
        ps = [p for t in MENTION_TAGGERS for p in net.tagger[t].parameters()]
        seen |= {id(p) for p in ps}
        groups.append({"params": ps, "lr": a.mention_rate, "weight_decay": 0.01})
    groups.append({"params": [p for p in net.parameters() if id(p) not in seen], "lr": a.head_rate, "weight_decay": 0.01})
    opt = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-8, fused=True)
    base = [g["lr"] for g in opt.param_groups]

    def one_pass():
        es = [example(s, pieces, labels, rng) for s in train]
        return bucketed([e for e in es if e is not None], a.batch, rng)

    steps_a_pass = len(one_pass())
    total = int(steps_a_pass * a.passes)
    warm = max(1, int(total * a.warm))
    print("steps", total, flush=True)
    step, number, began = 0, 0, time.time()
    running = {}
    while step < total and number < a.stop_after and time.time() - began < 60 * a.minutes:
        number += 1
        if a.silver_names:
            print("silver names", lay_silver_names(ewt, net, pieces, labels), flush=True)
        net.train()
        for batch in one_pass():
            if step >= total:
                break
            step += 1
            left = min((total - step) / max(1, total - warm), 1 - (time.time() - began) / 60 / a.minutes)
            if left <= 0:
                break
            f = min(step / warm, left)
            for g, lr in zip(opt.param_groups, base):
                g["lr"] = lr * max(f, 0.0)
            t = collate(batch, a.drop_pieces, pieces.unknown, rng)
            res = net(t)
            losses = {}
            for k in TAGGERS:
                losses[k] = F.cross_entropy(res[k].flatten(0, 1), t["labels"][k].flatten(),
                                            ignore_index=IGNORE, reduction="sum")
            losses["arc"] = F.cross_entropy(res["arc"].flatten(0, 1), t["heads"].flatten(),
                                            ignore_index=IGNORE, reduction="sum")
            b, w = (t["labels"]["rel"] != IGNORE).nonzero(as_tuple=True)
            losses["rel"] = F.cross_entropy(net.relations(res, (b, w, t["heads"][b, w])),
                                            t["labels"]["rel"][b, w], reduction="sum")
            words = sum(len(e.heads) for e in batch)
            loss = sum(WEIGHTS[k] * v for k, v in losses.items()) / words
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            for k, v in losses.items():
                running[k] = 0.98 * running.get(k, v.item() / words) + 0.02 * v.item() / words
            if step % 50 == 0:
                print("step %d/%d %.0fs %s" % (step, total, time.time() - began,
                                               " ".join("%s %.3f" % kv for kv in running.items())), flush=True)
        last = step >= total or number >= a.stop_after or time.time() - began >= 60 * a.minutes
        print("pass", number, "step", step, "all of dev" if last else "a sixth of dev",
              {k: evaluate(net, v if last else v[::6], labels) for k, v in dev_examples.items()}, flush=True)
        torch.save({"net": net.state_dict(), "labels": labels.lists, "pieces": pieces.list,
                    "arguments": vars(a)}, os.path.join(a.out, "checkpoint.pt.new"))
        os.replace(os.path.join(a.out, "checkpoint.pt.new"), os.path.join(a.out, "checkpoint.pt"))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Train the fast reading model from the treebanks and from what the deep model says of raw text. See models/fast.md.

usage: train_fast.py teach --teacher FILE --encoder MINILM_DIR --treebanks UD_DIR --raw SENTENCES --out WORK_DIR
       train_fast.py train --treebanks UD_DIR --mentions GUM_ENTITIES_DIR --out WORK_DIR [--passes N] [--seed N] …

SENTENCES is what crates/syntax/examples/segmented.rs writes. `teach` leaves WORK_DIR/taught.pt for `train`.
"""
import argparse
import json
import os
import random
import time

import torch
import torch.nn.functional as F

from deep.batches import IGNORE, Labels
from deep.network import Reader as Deep
from deep.news_names import ecb_plus, re3d, uner
from deep.pieces import SHAPES, Pieces
from deep.scores import evaluate
from deep.shipped import load_shipped
from deep.silver_names import lay_silver_names
from deep.treebank import add_mentions, licensed, read_conllu
from fast.batches import by_length, collate, example, raw_example
from fast.network import TAGGERS, Reader
from fast.teacher import KEEP, piece_vectors, principal, teach
from fast.words import Tables, norm

WEIGHTS = {"upos": 0.6, "feats": 0.5, "lemma": 0.4, "mention": 0.4, "name": 0.5, "attach": 0.2, "arc": 1.0, "rel": 1.0}


def teacher_of(path):
    saved = (load_shipped if path.endswith(".safetensors") else torch.load)(path)
    labels, pieces = Labels(saved["labels"]), Pieces(saved["pieces"])
    net = Deep({k: len(v) for k, v in saved["labels"].items()}, len(pieces.list), 2 * SHAPES + 1)
    net.load_state_dict(saved["net"])
    return net, labels, pieces


def treebank(a, name, part, mentions=None):
    s = read_conllu(os.path.join(a.treebanks, "en_%s-ud-%s.conllu" % (name, part)))
    if mentions:
        add_mentions(s, os.path.join(a.mentions, mentions))
    return s


def teach_all(a):
    net, labels, pieces = teacher_of(a.teacher)
    trees = treebank(a, "ewt", "train") + [s for s in treebank(a, "gum", "train") if licensed(s.doc)]
    raw = [json.loads(line) for line in open(a.raw, encoding="utf-8")]
    raw = [s for s in raw if 3 <= len(s) <= 70]
    random.Random(a.seed).shuffle(raw)
    sums, taught, words, began = {}, [], 0, time.time()
    for at in range(0, len(trees), 1024):       # vectors need not be the mean of more than a few occurrences
        rare = [s for s in trees[at:at + 1024] if any(sums.get(norm(f), (0, 0))[1] < 8 for f in s.form)]
        teach(net, [list(zip(s.form, s.space_before)) for s in rare], pieces, labels, sums, label=False)
        if at > a.words:
            break
    for at in range(0, len(raw), 512):
        part = raw[at:at + 512]
        taught += [(s, soft) for s, soft in zip(part, teach(net, part, pieces, labels, sums)) if soft is not None]
        words += sum(map(len, part))
        if at % 5120 == 0:
            print("taught %d words, %.0fs" % (words, time.time() - began), flush=True)
        if words > a.words or time.time() - began > 60 * a.minutes:
            break
    tables = Tables.count([f for s in trees for f in s.form], [f for s, _ in taught for f, _ in s], a.rows)
    lone = [w for w in tables.lists["words"][2:] if w not in sums]
    teach(net, [[(w, True)] for w in lone], pieces, labels, sums, label=False)
    vectors = torch.stack([torch.as_tensor(sums[w][0] / sums[w][1]) for w in tables.lists["words"][2:]])
    vectors, by_piece = principal(vectors, piece_vectors(net, pieces), a.width)
    vectors = torch.cat([torch.zeros(2, a.width), vectors])
    torch.save({"tables": tables.lists, "vectors": vectors, "piece_vectors": by_piece, "pieces": pieces.list,
                "labels": labels.lists, "taught": taught}, os.path.join(a.out, "taught.pt"))
    print("tables", {k: len(v) for k, v in tables.lists.items()}, "words", words, flush=True)


def soft_targets(t, sizes):
    """Dense shares of the teacher, for the sentences that have them, and which words those are."""
    examples, n = t["examples"], t["heads"].shape[1]
    mask = torch.zeros(len(examples), n, dtype=torch.bool)
    out = {k: torch.zeros(len(examples), n, n + 1 if k == "arc" else sizes[k]) for k in KEEP}
    heads = torch.zeros(len(examples), n, dtype=torch.long)
    for i, e in enumerate(examples):
        if e.soft is None:
            continue
        mask[i, :e.size] = True
        heads[i, :e.size] = torch.from_numpy(e.soft.best).long()
        for k in KEEP:
            which, share = getattr(e.soft, k)
            out[k][i, :e.size].scatter_(1, torch.from_numpy(which).long(), torch.from_numpy(share).float())
    return out, mask, heads


def losses_of(net, t, sizes):
    res, losses = net(t), {}
    for k in TAGGERS:
        losses[k] = F.cross_entropy(res[k].flatten(0, 1), t["labels"][k].flatten(), ignore_index=IGNORE, reduction="sum")
    losses["arc"] = F.cross_entropy(res["arc"].flatten(0, 1), t["heads"].flatten(), ignore_index=IGNORE, reduction="sum")
    b, w = (t["labels"]["rel"] != IGNORE).nonzero(as_tuple=True)
    losses["rel"] = F.cross_entropy(net.relations(res, (b, w, t["heads"][b, w])), t["labels"]["rel"][b, w], reduction="sum")
    if any(e.soft is not None for e in t["examples"]):
        soft, mask, heads = soft_targets(t, sizes)
        b, w = mask.nonzero(as_tuple=True)
        for k in TAGGERS + ("arc",):
            losses[k] = losses[k] - (soft[k][b, w] * torch.log_softmax(res[k][b, w], -1)).sum()
        got = net.relations(res, (b, w, heads[b, w]))
        losses["rel"] = losses["rel"] - (soft["rel"][b, w] * torch.log_softmax(got, -1)).sum()
    return losses


def score(net, pairs, labels, pieces):
    return evaluate(net, pairs, labels, cut=lambda es, size: by_length(es, size, random.Random(0)),
                    join=lambda batch: collate(batch, pieces))


def train(a):
    data = torch.load(os.path.join(a.out, "taught.pt"), weights_only=False)
    tables, labels, pieces = Tables(*data["tables"].values()), Labels(data["labels"]), Pieces(data["pieces"])
    sizes = {k: len(v) for k, v in labels.lists.items()}
    ewt = treebank(a, "ewt", "train")
    if a.teacher:
        net, teacher_labels, _ = teacher_of(a.teacher)
        print("silver names", lay_silver_names(ewt, net, pieces, teacher_labels), flush=True)
    gold = ewt + [s for s in treebank(a, "gum", "train", "train.jsonl") if licensed(s.doc)]
    gold += ecb_plus(a.ecb_plus) if a.ecb_plus else []
    gold += re3d(a.re3d) if a.re3d else []
    dev = {"ewt": treebank(a, "ewt", "dev"), "gum": treebank(a, "gum", "dev", "dev.jsonl")}
    if a.names:
        gold += 3 * uner(dev["ewt"], a.names)
    dev = {k: [(s, example(s, tables, labels)) for s in v] for k, v in dev.items()}
    raw = [raw_example(s, soft, tables) for s, soft in data["taught"]]
    rng = random.Random(a.seed)
    torch.manual_seed(a.seed)
    net = Reader(sizes, tables, data["vectors"], data["piece_vectors"], 2 * SHAPES + 1, width=data["vectors"].shape[1],
                 state=a.state, layers=a.layers, drop=a.drop)
    if a.resume:
        net.load_state_dict(torch.load(a.resume)["net"])
    opt = torch.optim.AdamW(net.parameters(), lr=a.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)

    def one_pass():
        gold_examples = [example(s, tables, labels, rng) for s in gold if len(s) <= 120]
        some = rng.sample(raw, min(len(raw), int(len(raw) * a.raw_share)))
        return by_length([e for e in gold_examples if e.size] + some, a.batch, rng)

    steps_a_pass = len(one_pass())
    total, step, number, began, running = int(steps_a_pass * a.passes), 0, 0, time.time(), {}
    print("gold %d raw %d steps %d parameters %.2fM" % (len(gold), len(raw), total, sum(p.numel() for p in net.parameters()) / 1e6),
          flush=True)
    done = 0.0
    while done < 1:
        number += 1
        for batch in one_pass():
            net.train()
            step += 1
            done = max(step / total, (time.time() - began) / 60 / a.minutes)
            if done >= 1:
                break
            for g in opt.param_groups:
                g["lr"] = a.rate * min(step / 100, 0.5 * (1 + torch.cos(torch.tensor(done * 3.14159)).item()))
            t = collate(batch, pieces, a.drop_words, rng)
            losses = losses_of(net, t, sizes)
            words = sum(e.size for e in batch)
            loss = sum(WEIGHTS[k] * v for k, v in losses.items()) / words
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            opt.step()
            for k, v in losses.items():
                running[k] = 0.98 * running.get(k, v.item() / words) + 0.02 * v.item() / words
            if step % 200 == 0:
                print("step %d/%d %.0fs %s" % (step, total, time.time() - began,
                                               " ".join("%s %.3f" % kv for kv in running.items())), flush=True)
        print("pass", number, {k: score(net, v if done >= 1 else v[::4], labels, pieces) for k, v in dev.items()}, flush=True)
        torch.save({"net": net.state_dict(), "arguments": vars(a)}, os.path.join(a.out, "checkpoint.pt.new"))
        os.replace(os.path.join(a.out, "checkpoint.pt.new"), os.path.join(a.out, "checkpoint.pt"))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("teach", "train"))
    ap.add_argument("--teacher", default="", help="a deep checkpoint or shipped model")
    ap.add_argument("--treebanks", required=True)
    ap.add_argument("--mentions", default="")
    ap.add_argument("--ecb-plus", default="")
    ap.add_argument("--re3d", default="")
    ap.add_argument("--names", default="", help="UNER's dev.jsonl: three documents of four to train on, the fourth to score with")
    ap.add_argument("--resume", default="", help="begin with the weights of this checkpoint, of the same taught.pt")
    ap.add_argument("--raw", default="")
    ap.add_argument("--out", required=True)
    ap.add_argument("--words", type=float, default=1.3e6, help="raw words to teach")
    ap.add_argument("--rows", type=int, default=28000, help="words with rows of their own")
    ap.add_argument("--width", type=int, default=128)
    ap.add_argument("--state", type=int, default=128)
    ap.add_argument("--layers", type=int, default=1)
    ap.add_argument("--drop", type=float, default=0.2)
    ap.add_argument("--drop-words", type=float, default=0.1)
    ap.add_argument("--passes", type=float, default=12)
    ap.add_argument("--raw-share", type=float, default=0.5, help="share of the raw sentences in each pass")
    ap.add_argument("--batch", type=int, default=900, help="words in a step")
    ap.add_argument("--rate", type=float, default=3e-3)
    ap.add_argument("--minutes", type=float, default=1e9, help="let the rates fall to zero by then, though passes are left")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    os.makedirs(a.out, exist_ok=True)
    (teach_all if a.what == "teach" else train)(a)


if __name__ == "__main__":
    main()

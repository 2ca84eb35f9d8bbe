"""Scores on dev sentences with gold tokens."""
import torch

from .batches import bucketed, collate
from .lemmas import apply_script

UNIVERSAL = set("""PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree VerbForm
Mood Tense Aspect Voice Evident Polarity Person Polite""".split())


def universal(feats):
    return "|".join(sorted(f for f in feats.split("|") if f.split("=")[0] in UNIVERSAL))


def spans(tags):
    out, start = set(), None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and not (t.startswith("I-") and t[2:] == tags[start][2:]):
            out.add((start, i, tags[start][2:]))
            start = None
        if t.startswith("B-") or (t.startswith("I-") and start is None):
            start = i
    return out


def f1(tp, pred, gold):
    return 2 * tp / (pred + gold) if pred + gold else 0.0


def evaluate(net, pairs, labels, size=3000, cut=bucketed, join=collate):
    net.eval()
    c = dict.fromkeys("words upos feats lemma uas las mt mp mg nt np ng st sp".split(), 0)
    owner = {id(e): s for s, e in pairs if e is not None}
    with torch.no_grad():
        for batch in cut([e for _, e in pairs if e is not None], size):
            t = join(batch)
            res = net(t)
            n = res["arc"].shape[1]
            arc = res["arc"].clone()
            arc[:, torch.arange(n), torch.arange(n) + 1] = -1e9
            heads = arc.argmax(-1)
            b, w = torch.meshgrid(torch.arange(len(batch)), torch.arange(n), indexing="ij")
            rel = net.relations(res, (b.flatten(), w.flatten(), heads.flatten())).argmax(-1).view(len(batch), n)
            best = {k: res[k].argmax(-1) for k in ("upos", "feats", "lemma", "mention", "name", "attach")}
            for i, e in enumerate(batch):
                s = owner[id(e)]
                got = {k: [labels.lists[k][x] for x in v[i, :len(s)].tolist()] for k, v in best.items()}
                c["words"] += len(s)
                for w in range(len(s)):
                    c["upos"] += got["upos"][w] == s.upos[w]
                    c["feats"] += universal(got["feats"][w]) == universal(s.feats[w])
                    c["lemma"] += apply_script(s.form[w], got["lemma"][w]) == s.lemma[w] or s.lemma[w] == "_"
                    if int(heads[i, w]) == s.head[w]:
                        c["uas"] += 1
                        c["las"] += labels.lists["rel"][int(rel[i, w])].split(":")[0] == s.rel[w].split(":")[0]
                if s.has_mentions:
                    g = {(w, x) for w, x in enumerate(s.mention) if x != "O"}
                    p = {(w, x) for w, x in enumerate(got["mention"]) if x != "O"}
                    c["mt"] += len(g & p)
                    c["mp"] += len(p)
                    c["mg"] += len(g)
                    for x, y in zip(s.attach, got["attach"]):
                        c["sp"] += x is not None
                        c["st"] += x is not None and x == y
                if s.has_names:
                    # UNER has three types, and facilities among its places; GUM's are scored likewise.
                    g, p = ({(a, b, {"FAC": "LOC"}.get(y, y)) for a, b, y in spans(x)
                             if y in ("PER", "ORG", "LOC", "FAC")} for x in (s.name, got["name"]))
                    c["nt"] += len(g & p)
                    c["np"] += len(p)
                    c["ng"] += len(g)
    out = {k: round(100 * c[k] / c["words"], 2) for k in ("upos", "feats", "lemma", "uas", "las")}
    out["mention"] = round(100 * f1(c["mt"], c["mp"], c["mg"]), 2)
    out["name"] = round(100 * f1(c["nt"], c["np"], c["ng"]), 2)
    out["attach"] = round(100 * c["st"] / max(1, c["sp"]), 2)
    return out

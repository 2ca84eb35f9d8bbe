"""What the deep model says of raw text: soft labels for the fast one, and vectors of words and pieces."""
import numpy
import torch

from deep.batches import bucketed, collate, example
from deep.treebank import Sentence

from .words import norm

KEEP = {"arc": 4, "rel": 3, "upos": 2, "feats": 2, "lemma": 2, "mention": 2, "name": 2, "attach": 2}


def bare(words):
    s = Sentence(None)
    s.form, s.space_before, s.has_syntax = [f for f, _ in words], [x for _, x in words], False
    return s


class Soft:
    """The most probable classes of each word and their shares, for every task; relations are those of the best head."""
    __slots__ = tuple(KEEP) + ("best",)


def _vectors(net, outs, first):
    """The encoder's three mixes, side by side, of what each word is read off."""
    first = first.unsqueeze(-1).expand(-1, -1, outs[0].shape[-1])
    return torch.cat([torch.gather(mix(outs), 1, first) for mix in (net.mix_tag, net.mix_tree, net.mix_mention)], -1)


def _soft(net, t, outs, batch, labels):
    """Classes and shares of each task, as arrays [sentence, word, class], and the best heads."""
    res = net(t, outs)
    arc = torch.softmax(res["arc"], -1)
    heads = arc.argmax(-1)
    b, w = (torch.arange(arc.shape[1])[None] < torch.tensor([[len(e.heads)] for e in batch])).nonzero(as_tuple=True)
    rel = torch.full((len(batch), arc.shape[1], len(labels.lists["rel"])), -1e9)
    rel[b, w] = net.relations(res, (b, w, heads[b, w]))
    top = {}
    for k, most in KEEP.items():
        scores = res["arc"] if k == "arc" else rel if k == "rel" else res[k]
        best, which = scores.topk(min(most, scores.shape[-1]), -1)
        share = torch.exp(best - torch.logsumexp(scores, -1, keepdim=True))
        top[k] = which.to(torch.int16).numpy(), share.half().numpy()
    return top, heads.to(torch.int16).numpy()


@torch.no_grad()
def teach(net, sentences, pieces, labels, sums, label=True):
    """Soft labels of sentences (lists of form and space before), in their order; adds the encoder's vectors of their
    words to `sums` (norm -> [vector, count])."""
    net.eval()
    pairs = [example(bare(s), pieces, labels) for s in sentences]
    place = {id(e): i for i, e in enumerate(pairs) if e is not None}
    out = [None] * len(sentences)
    for batch in bucketed([e for e in pairs if e is not None], 1000):
        t = collate(batch)
        outs = net.encoder(t["piece"], t["shape"], t["piece_mask"])
        vectors = _vectors(net, outs, t["first"]).numpy()
        top, heads = _soft(net, t, outs, batch, labels) if label else (None, None)
        for i, e in enumerate(batch):
            n, at = len(e.heads), place[id(e)]
            if label:
                soft = out[at] = Soft()
                for k, (which, share) in top.items():
                    setattr(soft, k, (which[i, :n].copy(), share[i, :n].copy()))
                soft.best = heads[i, :n].copy()
            for w, (form, _) in enumerate(sentences[at]):
                entry = sums.setdefault(norm(form), [0, 0])
                if entry[1] < 12:
                    entry[0] = entry[0] + vectors[i, w + 1]
                    entry[1] += 1
    return out


@torch.no_grad()
def piece_vectors(net, pieces):
    """The encoder's vectors of single pieces, each read as a sentence of its own."""
    out = []
    for from_ in range(0, len(pieces.list), 2048):
        ids = torch.arange(from_, min(from_ + 2048, len(pieces.list)))
        piece = torch.stack([torch.full_like(ids, pieces.cls), ids], 1)
        shape = torch.tensor([[0, 12]]).expand(len(ids), 2)             # lower case after a space
        mask = torch.ones(len(ids), 1, 1, 2, dtype=torch.bool)
        first = torch.tensor([[0, 1]]).expand(len(ids), 2)
        out.append(_vectors(net, net.encoder(piece, shape, mask), first)[:, 1])
    return torch.cat(out)


def principal(rows, extra, width):
    """Both sets of vectors in the space of the `width` directions in which `rows` vary most, scaled to unit variance on
    average."""
    mean = rows.mean(0)
    centred = rows - mean
    _, vectors = torch.linalg.eigh(centred.t() @ centred)
    basis = vectors[:, -width:]
    got, more = centred @ basis, (extra - extra.mean(0)) @ basis
    scale = got.std() * 2
    return got / scale, more / scale

"""From sentences to batches of numbers, with the changes that make headlines readable."""
import random

import torch

from .lemmas import make_script
from .pieces import shape_ids

IGNORE = -100
MAX_WORDS = 160


class Labels:
    """The classes of each task, by decreasing frequency, rare ones left out."""

    def __init__(self, lists):
        self.lists = lists
        self.index = {k: {v: i for i, v in enumerate(l)} for k, l in lists.items()}

    @classmethod
    def count(cls, sentences):
        counts = {k: {} for k in ("upos", "feats", "lemma", "mention", "name", "attach", "rel")}

        def add(k, v):
            if v is None:
                return
            counts[k][v] = counts[k].get(v, 0) + 1

        for s in sentences:
            if s.has_syntax:
                for f, l in zip(s.form, s.lemma):
                    add("lemma", make_script(f, l))
                for k in ("upos", "feats", "rel"):
                    for v in getattr(s, k):
                        add(k, v)
            if s.has_mentions:
                for k in ("mention", "attach"):
                    for v in getattr(s, k):
                        add(k, v)
            if s.has_names:
                for v in s.name:
                    add("name", v)
        least = {"lemma": 3, "feats": 2, "rel": 2}
        return cls({k: [v for v, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= least.get(k, 1)]
                    for k, c in counts.items()})

    def ids(self, task, values):
        return [self.index[task].get(v, IGNORE) for v in values]


class Example:
    __slots__ = ("pieces", "shapes", "first", "labels", "heads", "size")


def change(s, rng):
    """Forms of the sentence as a headline, a shout or a careless writer would spell them, and
    the number of words that stay (the last mark may be dropped)."""
    forms, n, r = s.form, len(s), rng.random()
    if r < 0.025:
        forms = [f.lower() for f in forms]
    elif r < 0.055:
        forms = [f.upper() for f in forms]
    elif r < 0.075:
        forms = [f[:1].upper() + f[1:] for f in forms]
    if n > 3 and s.has_syntax and s.upos[-1] == "PUNCT" and rng.random() < 0.05 and n not in s.head:
        n -= 1
    return forms[:n], n


def set_labels(e, s, forms, n, labels):
    """What people said of the first `n` words of a sentence; IGNORE where they said nothing."""
    none = [IGNORE] * n
    e.labels = {}
    for k in ("upos", "feats", "rel"):
        e.labels[k] = labels.ids(k, getattr(s, k)[:n]) if s.has_syntax else none
    e.labels["lemma"] = labels.ids("lemma", [make_script(f, l) for f, l in zip(forms, s.lemma)]) if s.has_syntax else none
    for k in ("mention", "attach"):
        e.labels[k] = labels.ids(k, getattr(s, k)[:n]) if s.has_mentions else none
    e.labels["name"] = labels.ids("name", s.name[:n]) if s.has_names else none
    e.heads = s.head[:n] if s.has_syntax else none


def example(s, pieces, labels, rng=None):
    e = Example()
    forms, n = (s.form, len(s)) if rng is None else change(s, rng)
    if n > MAX_WORDS:
        return None
    e.pieces, e.shapes, e.first = [pieces.cls], [0], [0]
    for form, sh in zip(forms, shape_ids(forms, s.space_before)):
        got = pieces.word(form)
        e.first.append(len(e.pieces))
        e.pieces += got
        e.shapes += [sh + 1] * len(got)
    set_labels(e, s, forms, n, labels)
    e.size = len(e.pieces)
    return e


def collate(examples, drop_pieces=0.0, unknown=0, rng=None):
    b = len(examples)
    width = max(e.size for e in examples)
    words = max(len(e.heads) for e in examples)
    piece = torch.zeros(b, width, dtype=torch.long)
    shape = torch.zeros(b, width, dtype=torch.long)
    mask = torch.zeros(b, width, dtype=torch.bool)
    first = torch.zeros(b, words + 1, dtype=torch.long)
    head_mask = torch.zeros(b, words + 1, dtype=torch.bool)
    heads = torch.full((b, words), IGNORE, dtype=torch.long)
    labels = {k: torch.full((b, words), IGNORE, dtype=torch.long) for k in examples[0].labels}
    for i, e in enumerate(examples):
        p = e.pieces
        if drop_pieces:
            p = [p[0]] + [unknown if rng.random() < drop_pieces else x for x in p[1:]]
        piece[i, :e.size] = torch.tensor(p)
        shape[i, :e.size] = torch.tensor(e.shapes)
        mask[i, :e.size] = True
        first[i, :len(e.first)] = torch.tensor(e.first)
        head_mask[i, :len(e.first)] = True
        heads[i, :len(e.heads)] = torch.tensor(e.heads)
        for k, v in e.labels.items():
            labels[k][i, :len(v)] = torch.tensor(v)
    return {"piece": piece, "shape": shape, "piece_mask": mask[:, None, None, :], "first": first,
            "head_mask": head_mask, "heads": heads, "labels": labels}


def bucketed(examples, size, rng=None):
    """Lists of examples of like length, each list at most `size` pieces with padding."""
    key = (lambda e: e.size) if rng is None else (lambda e: e.size * (1 + 0.1 * rng.random()) + rng.random())
    out, cur, longest = [], [], 0
    for e in sorted(examples, key=key):
        longest = max(longest, e.size)
        if cur and longest * (len(cur) + 1) > size:
            out.append(cur)
            cur, longest = [], e.size
        cur.append(e)
    if cur:
        out.append(cur)
    if rng is not None:
        rng.shuffle(out)
    return out

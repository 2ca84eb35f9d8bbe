"""From sentences to batches of numbers, with hard labels or a teacher's soft ones."""
import torch

from deep.batches import IGNORE, change, set_labels
from deep.pieces import shape_ids

from .words import ROOT, norm

HARD = ("upos", "feats", "lemma", "mention", "name", "attach", "rel")


class Example:
    __slots__ = ("forms", "rows", "shapes", "labels", "heads", "soft", "size")


def example(s, tables, labels, rng=None):
    e = Example()
    forms, n = (s.form, len(s)) if rng is None else change(s, rng)
    e.forms, e.size, e.soft = forms, n, None
    e.rows = [tables.rows(norm(f)) for f in forms]
    e.shapes = [x + 1 for x in shape_ids(forms, s.space_before)]
    set_labels(e, s, forms, n, labels)
    return e


def raw_example(words, soft, tables):
    """A sentence without gold labels: `words` are forms and whether space stands before; `soft` is what the teacher said."""
    e = Example()
    e.forms, e.size, e.soft = [f for f, _ in words], len(words), soft
    e.rows = [tables.rows(norm(f)) for f in e.forms]
    e.shapes = [x + 1 for x in shape_ids(e.forms, [s for _, s in words])]
    e.labels, e.heads = None, None
    return e


def collate(examples, pieces, drop_words=0.0, rng=None):
    """Numbers of a list of examples as `by_length` makes them: longest first, as packed sequences want them."""
    b, n = len(examples), examples[0].size
    t = {k: torch.zeros(b, n + 1, dtype=torch.long) for k in ("word", "prefix", "suffix2", "suffix3", "shape", "piece_of")}
    t["is_word"] = torch.zeros(b, n + 1)
    bag, starts = [0], [0]                              # bag 0 stands for words that need no pieces
    for i, e in enumerate(examples):
        rows = e.rows if not drop_words else [(0,) + r[1:] if rng.random() < drop_words else r for r in e.rows]
        for k, column in zip(("word", "prefix", "suffix2", "suffix3"), zip(*rows)):
            t[k][i, 1:e.size + 1] = torch.tensor(column)
        t["word"][i, 0] = ROOT
        t["shape"][i, 1:e.size + 1] = torch.tensor(e.shapes)
        t["is_word"][i, 1:e.size + 1] = 1
        for w, (form, r) in enumerate(zip(e.forms, rows)):
            if r[0] == 0:
                t["piece_of"][i, w + 1] = len(starts)
                starts.append(len(bag))
                bag += pieces.word(form)
    t["piece"], t["piece_from"] = torch.tensor(bag), torch.tensor(starts)
    sizes = torch.tensor([e.size for e in examples])
    t["lengths"] = sizes + 1
    t["head_mask"] = torch.arange(n + 1)[None] <= sizes[:, None]
    t["examples"] = examples
    hard = [(i, e) for i, e in enumerate(examples) if e.soft is None]
    t["labels"] = {k: torch.full((b, n), IGNORE, dtype=torch.long) for k in HARD}
    t["heads"] = torch.full((b, n), IGNORE, dtype=torch.long)
    for i, e in hard:
        t["heads"][i, :e.size] = torch.tensor(e.heads)
        for k in HARD:
            t["labels"][k][i, :e.size] = torch.tensor(e.labels[k])
    return t


def by_length(examples, words, rng):
    """Lists of examples of like length with at most so many words, in any order."""
    out, cur, longest = [], [], 0
    for e in sorted(examples, key=lambda e: e.size * (1 + 0.1 * rng.random()) + rng.random()):
        longest = max(longest, e.size)
        if cur and longest * (len(cur) + 1) > words:
            out.append(cur)
            cur, longest = [], e.size
        cur.append(e)
    out.append(cur)
    for batch in out:
        batch.sort(key=lambda e: -e.size)
    rng.shuffle(out)
    return out

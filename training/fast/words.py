"""What the fast model sees of a word: rows of its tables."""
from deep.pieces import MAX_CHARS

UNKNOWN, ROOT = 0, 1


def norm(form):
    """Lower-cased, with 0 for every digit; the Rust side does the same (crates/syntax)."""
    return "".join("0" if c.isnumeric() else c for c in form.lower())[:MAX_CHARS]


class Tables:
    """Which words, beginnings and endings have rows. Row 0 is for those that have none."""

    def __init__(self, words, prefixes, suffixes2, suffixes3):
        self.lists = {"words": words, "prefixes": prefixes, "suffixes2": suffixes2, "suffixes3": suffixes3}
        self.index = {k: {v: i for i, v in enumerate(l)} for k, l in self.lists.items()}

    @classmethod
    def count(cls, trees, raw, most):
        """Tables of all words of the treebanks, and of the most frequent of raw text, at most `most` together."""
        seen, ends = {}, [{}, {}, {}]
        for form in trees:
            w = norm(form)
            if w not in seen:
                for counts, end in zip(ends, cls.ends(w)):
                    counts[end] = counts.get(end, 0) + 1
            seen[w] = seen.get(w, 0) + 1
        known = sorted(seen, key=lambda w: (-seen[w], w))[:most]
        more = {}
        for form in raw:
            w = norm(form)
            if w not in seen:
                more[w] = more.get(w, 0) + 1
        more = [w for w in sorted(more, key=lambda w: (-more[w], w)) if more[w] > 2 and "\n" not in w]
        words = ["", "[ROOT]"] + known + more[:max(0, most - len(known))]
        return cls(words, *([""] + sorted(e for e, n in counts.items() if n > 2 and e) for counts in ends))

    @staticmethod
    def ends(w):
        return w[:3], w[-2:], w[-3:]

    def rows(self, w):
        """Rows of word, prefix and both suffixes."""
        p, s2, s3 = self.ends(w)
        get = self.index
        return (get["words"].get(w, UNKNOWN), get["prefixes"].get(p, 0), get["suffixes2"].get(s2, 0),
                get["suffixes3"].get(s3, 0))

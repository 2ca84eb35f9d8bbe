"""Word pieces of BERT's uncased vocabulary, for words that are already split.

The Rust side does the same (crates/syntax, `pieces.rs`): lower-case, canonical decomposition,
drop combining marks and control characters, split at punctuation, then greedy longest match.
"""
import unicodedata

MAX_PIECES = 8      # pieces kept of one word; a URL need not be read to its end
MAX_CHARS = 64      # characters looked at of one word


def is_punctuation(ch):
    c = ord(ch)
    if 33 <= c <= 47 or 58 <= c <= 64 or 91 <= c <= 96 or 123 <= c <= 126:
        return True
    return unicodedata.category(ch).startswith("P")


def chunks(word):
    """Normalised word, cut before and after each punctuation mark."""
    out, run = [], ""
    for ch in unicodedata.normalize("NFD", word[:MAX_CHARS].lower()):
        cat = unicodedata.category(ch)
        if cat in ("Mn", "Cc", "Cf", "Co", "Cs", "Cn") or ch == "\ufffd":
            continue
        if ch.isspace():
            if run:
                out.append(run)
            run = ""
        elif is_punctuation(ch):
            if run:
                out.append(run)
            out.append(ch)
            run = ""
        else:
            run += ch
    if run:
        out.append(run)
    return out


class Pieces:
    def __init__(self, vocabulary):
        self.list = list(vocabulary)
        self.index = {p: i for i, p in enumerate(self.list)}
        self.unknown = self.index["[UNK]"]
        self.cls = self.index["[CLS]"]
        self.cache = {}

    def _chunk(self, text):
        out, start = [], 0
        while start < len(text):
            end = len(text)
            while end > start:
                piece = ("##" if start else "") + text[start:end]
                if piece in self.index:
                    break
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(self.index[piece])
            start = end
        return out

    def word(self, word):
        """Ids of one word's pieces: at least one, at most MAX_PIECES."""
        got = self.cache.get(word)
        if got is None:
            got = [i for chunk in chunks(word) for i in self._chunk(chunk)][:MAX_PIECES]
            got = got or [self.unknown]
            self.cache[word] = got
        return got


def shape(word):
    """The word's shape as a small number; the encoder itself sees no capitals."""
    word = word[:MAX_CHARS]
    letters = [c for c in word if c.isalpha()]
    digits = sum(c.isnumeric() for c in word)
    if not letters:
        if digits == 0:
            return 0                                  # punctuation and symbols
        return 1 if digits == len(word) else 2        # digits only; digits with marks
    if digits:
        return 3 if any(c.isupper() for c in letters) else 4
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 5                                      # lower
    if upper == len(letters):
        return 6 if len(letters) == 1 else 7          # A; USA
    if word[0].isupper() and upper == 1:
        return 8                                      # Title
    return 9                                          # McCain, iPhone


SHAPES = 10


def shape_ids(words, spaces_before):
    """Shape of each word, doubled by whether white space stands before it."""
    return [2 * shape(w) + (1 if s else 0) for w, s in zip(words, spaces_before)]

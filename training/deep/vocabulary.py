"""Which word pieces stay: those that English or another Latin-script text can use."""
import unicodedata

from .pieces import Pieces, is_punctuation


def _latin(piece):
    core = piece[2:] if piece.startswith("##") else piece
    for ch in core:
        if ch.isascii():
            continue
        if len(core) == 1 and (is_punctuation(ch) or unicodedata.category(ch)[0] in "SN"):
            continue
        try:
            if not unicodedata.name(ch).startswith("LATIN "):
                return False
        except ValueError:
            return False
    return True


def kept_pieces(vocabulary, sentences):
    """Row numbers of the pieces that stay: [CLS], [UNK], pieces of Latin letters, ASCII marks
    and single signs, and whatever the training text uses. Dropped are the other special and unused
    entries and all pieces of other scripts."""
    full = Pieces(vocabulary)
    used = {i for s in sentences for form in s.form for i in full.word(form)}
    keep = []
    for i, p in enumerate(vocabulary):
        special = len(p) > 2 and p.startswith("[") and p.endswith("]")
        if p in ("[CLS]", "[UNK]") or i in used or (p and not special and _latin(p)):
            keep.append(i)
    return keep

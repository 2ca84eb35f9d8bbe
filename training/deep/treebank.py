"""CoNLL-U sentences and the mentions of gum-entities laid over their words."""
import json

NON_COMMERCIAL = {"essay", "fiction", "letter", "podcast", "whow"}


class Sentence:
    __slots__ = ("doc", "form", "lemma", "upos", "xpos", "feats", "head", "rel", "space_before",
                 "start", "end", "mention", "name", "attach", "has_mentions", "has_names", "has_syntax")

    def __init__(self, doc):
        self.doc = doc
        for s in self.__slots__[1:-3]:
            setattr(self, s, [])
        self.has_mentions = False
        self.has_names = False
        self.has_syntax = True

    def __len__(self):
        return len(self.form)


def read_conllu(path):
    """Sentences of a file; a multiword token's words have no space between them."""
    doc, out, cur = None, [], None
    space, mwt_end, mwt_space = True, 0, True
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if cur is not None and cur.form:
                out.append(cur)
            cur = None
            space = True
            continue
        if line.startswith("#"):
            if line.startswith("# newdoc id"):
                doc = line.split("=", 1)[1].strip()
            continue
        c = line.split("\t")
        if cur is None:
            cur = Sentence(doc)
        if "." in c[0]:
            continue
        if "-" in c[0]:
            mwt_end = int(c[0].split("-")[1])
            mwt_first = int(c[0].split("-")[0])
            mwt_space = "SpaceAfter=No" not in c[9].split("|")
            continue
        i = int(c[0])
        if i == 1 and mwt_end and not (mwt_end >= 1 and "mwt_first" in locals() and mwt_first == 1):
            mwt_end = 0
        cur.form.append(c[1])
        cur.lemma.append(c[2])
        cur.upos.append(c[3])
        cur.xpos.append(c[4])
        cur.feats.append(c[5])
        cur.head.append(int(c[6]))
        cur.rel.append(c[7])
        cur.space_before.append(space)
        if mwt_end and i < mwt_end:
            space = False
        elif mwt_end and i == mwt_end:
            space = mwt_space
            mwt_end = 0
        else:
            space = "SpaceAfter=No" not in c[9].split("|")
    if cur is not None and cur.form:
        out.append(cur)
    return out


def genre(doc):
    return doc.split("_")[1]


def licensed(doc):
    return not doc.startswith("GUM_") or genre(doc) not in NON_COMMERCIAL


def align(sentences, text):
    """Give each word its character range in `text`; words must follow each other in it."""
    at = 0
    for s in sentences:
        s.start, s.end = [], []
        for form in s.form:
            while at < len(text) and text[at].isspace():
                at += 1
            k = at
            for ch in form:
                if ch.isspace():
                    continue
                while k < len(text) and text[k].isspace():
                    k += 1
                if k < len(text) and text[k] == ch:
                    k += 1
                else:
                    raise ValueError("%s: %r does not stand at %r" % (s.doc, form, text[at:at + 20]))
            s.start.append(at)
            s.end.append(k)
            at = k


NAME_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
INSIDE_NAME = {"of", "the", "for", "and", "&", "de", "del", "la", "von", "van", "in", "-", "'s", "'", "on", "al", "to"}


def _proper(s, w):
    return s.xpos[w] in ("NNP", "NNPS") or s.upos[w] == "PROPN"


def head_word(s, first, last):
    """The first word of the span whose head lies outside of it."""
    for w in range(first, last):
        h = s.head[w] - 1
        if not first <= h < last:
            return w
    return first


def name_span(s, first, last, head, typ):
    """The proper-noun run around a named mention's head, within the mention."""
    a = head
    while a > first and (_proper(s, a - 1) or (s.form[a - 1] in ("-", "&") and a - 2 >= first and _proper(s, a - 2))):
        a -= 1
    b = head + 1
    while b < last and (_proper(s, b) or (s.form[b] == "-" and b + 1 < last and _proper(s, b + 1))):
        b += 1
    if typ != "person":
        while b < last and s.form[b].lower() in INSIDE_NAME:
            e = b
            while e < last and s.form[e].lower() in INSIDE_NAME:
                e += 1
            if e < last and (_proper(s, e)):
                # Joined only where the new run hangs from the name itself.
                h = e
                seen = 0
                while s.head[h] - 1 > e and s.head[h] - 1 < last and seen < 8:
                    h = s.head[h] - 1
                    seen += 1
                if a <= s.head[h] - 1 < b and s.rel[h].split(":")[0] in ("nmod", "conj", "flat", "compound"):
                    b = e + 1
                    while b < last and _proper(s, b):
                        b += 1
                    continue
            break
    return a, b


def add_mentions(sentences, path):
    """Lay gum-entities mentions over the sentences of its documents."""
    docs = {}
    for s in sentences:
        docs.setdefault(s.doc, []).append(s)
    stats = {"mentions": 0, "laid": 0, "shared head": 0}
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        if d["id"] not in docs:
            continue
        group = docs[d["id"]]
        align(group, d["text"])
        starts, ends = {}, {}
        for n, s in enumerate(group):
            s.has_mentions = s.has_names = True
            s.mention = ["O"] * len(s)
            s.name = ["O"] * len(s)
            s.attach = [None] * len(s)
            for w in range(len(s)):
                starts.setdefault(s.start[w], (n, w))
                ends[s.end[w]] = (n, w)
        laid = []
        for m in d["mentions"]:
            stats["mentions"] += 1
            a, b = starts.get(m["start"]), ends.get(m["end"])
            if a is None or b is None or a[0] != b[0] or b[1] < a[1]:
                continue
            s = group[a[0]]
            laid.append((b[1] - a[1], s, a[1], b[1] + 1, m))
            stats["laid"] += 1
        # Wide mentions first, so that where two share a head the wider one is overwritten by
        # the narrower: a coordination shares its head with its first member.
        for width, s, a, b, m in sorted(laid, key=lambda x: -x[0]):
            h = head_word(s, a, b)
            if s.mention[h] != "O":
                stats["shared head"] += 1
            s.mention[h] = m["type"]
            # Which dependents of the head belong to the mention; the tree alone does not say it of
            # appositions, clauses and second conjuncts.
            for w in range(len(s)):
                if s.head[w] - 1 == h:
                    s.attach[w] = "in" if a <= w < b else "out"
        # Names: narrow ones first, then wider ones may swallow them (an ORG with its place).
        for width, s, a, b, m in sorted(laid, key=lambda x: x[0]):
            h = head_word(s, a, b)
            if not _proper(s, h) and not any(_proper(s, w) and s.head[w] - 1 == h for w in range(a, b)):
                continue
            if not _proper(s, h):
                # "United Kingdom" and the like have heads of other classes; need a capital.
                if not s.form[h][:1].isupper():
                    continue
            typ = m["type"]
            if typ in ("time",):
                continue
            x, y = name_span(s, a, b, h, typ)
            tag = NAME_TYPES.get(typ, "OTHER")
            if not any(_proper(s, w) for w in range(x, y)):
                continue
            # Clear what the new span covers, whole spans at a time.
            for w in range(x, y):
                if s.name[w] != "O":
                    p = w
                    while p > 0 and s.name[p].startswith("I-"):
                        p -= 1
                    q = w + 1
                    while q < len(s) and s.name[q].startswith("I-"):
                        q += 1
                    for z in range(p, q):
                        s.name[z] = "O"
            for w in range(x, y):
                s.name[w] = ("B-" if w == x else "I-") + tag
    return stats

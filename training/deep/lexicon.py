"""Lemmas of words that the treebanks know, so that the scripts need only guess those of other words."""
from collections import Counter


def lexicon(sentences, share=0.9):
    """Lines of form, part of speech and lemma, tab-separated; the lemma is left out where it is the form in lower
    case. Only words nearly all of whose occurrences have one lemma are listed."""
    seen = {}
    for s in sentences:
        if s.has_syntax:
            for form, lemma, upos in zip(s.form, s.lemma, s.upos):
                if lemma != "_" and "\t" not in form + lemma and len(form) <= 40:
                    seen.setdefault((form, upos), Counter())[lemma] += 1
    lines = []
    for (form, upos), counts in sorted(seen.items()):
        lemma, n = counts.most_common(1)[0]
        if n < share * sum(counts.values()):
            continue
        lower = seen.get((form.lower(), upos))
        if form != form.lower() and lower and lower.most_common(1)[0][0] == lemma and upos != "PROPN":
            continue    # the reader looks for the lower-cased form too
        lines.append("%s\t%s\t%s" % (form, upos, "" if lemma == form.lower() else lemma))
    return "\n".join(lines)

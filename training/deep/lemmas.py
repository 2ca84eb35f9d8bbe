"""Lemma scripts: a lemma as an edit of the form, so that a classifier can choose it.

A script is a string that the Rust side (crates/syntax, `lemma.rs`) reads too:

* ``=TEXT``: the lemma is TEXT, whatever the form;
* ``CP|A|S|B``: case rule C, then drop P characters from the front and put A there, drop S
  characters from the end and put B there. Case rules: ``l`` edits the lower-cased form, ``k``
  edits the form as it stands, ``u`` edits the lower-cased form and raises its first letter,
  ``U`` edits the lower-cased form and raises all letters.
"""


def _edit(form, lemma):
    """Prefix and suffix edits around the longest common substring, or None when there is none."""
    best = (0, 0, 0)
    for i in range(len(form)):
        for j in range(len(lemma)):
            k = 0
            while i + k < len(form) and j + k < len(lemma) and form[i + k] == lemma[j + k]:
                k += 1
            if k > best[0]:
                best = (k, i, j)
    k, i, j = best
    if k == 0:
        return None
    return "%d|%s|%d|%s" % (i, lemma[:j], len(form) - i - k, lemma[j + k:])


def raise_first(text):
    return text[:1].upper() + text[1:]


def make_script(form, lemma):
    if len(form) > 64 or len(lemma) > 64:
        return "l0||0|" if lemma == form.lower() else "k0||0|"
    low = form.lower()
    if lemma == lemma.lower():
        tries = [("l", low, lemma)]
    else:
        tries = [("k", form, lemma), ("u", low, lemma.lower()), ("U", low, lemma.lower())]
    best = None
    for case, source, target in tries:
        edit = _edit(source, target)
        if edit is None:
            continue
        script = case + edit
        if apply_script(form, script) == lemma and (best is None or len(script) < len(best)):
            best = script
    if best is None:
        return "=" + lemma
    kept = len(form) - sum(int(n) for n in best[1:].split("|")[::2])
    # One shared letter ("were", "be") is chance rather than a rule.
    return "=" + lemma if kept == 1 and len(form) > 1 else best


def apply_script(form, script):
    """The lemma, or the lower-cased form where the script cuts more than the form has."""
    if script[0] == "=":
        return script[1:]
    drop_front, front, drop_back, back = script[1:].split("|")
    drop_front, drop_back = int(drop_front), int(drop_back)
    source = form if script[0] == "k" else form.lower()
    if drop_front + drop_back > len(source):
        return form.lower()
    out = front + source[drop_front:len(source) - drop_back] + back
    if script[0] == "u":
        out = raise_first(out)
    elif script[0] == "U":
        out = out.upper()
    return out or form

"""Makes the treebanks' tidy text look like news as it comes: wrapped lines, other quotation marks, lost spaces."""

import random

TITLES = (
    "Gen. Lt. Col. Maj. Capt. Sgt. Adm. Sen. Rep. Gov. Dr. Prof. Mr. Mrs. Ms. Rev. Lt.|Gen. Maj.|Gen. Brig.|Gen. Lt.|Col. "
    "Sgt.|Maj. Rear|Adm. Cmdr. Pfc. Cpl. Hon. Msgr. St. Amb. Supt. Det. Insp."
).split()
STATES = "Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont. Neb. Nev. Okla. Ore. Pa. Tenn. Tex. Vt. Va. Wash. Wis. Wyo. N.Y. N.J. N.H. N.M. N.C. N.D. S.C. S.D. R.I. W.Va. D.C.".split()
SUFFIXES = "Inc. Corp. Co. Ltd. Jr. Sr. Bros.".split()
AGENCIES = "AP Reuters AFP Xinhua UPI TASS Interfax dpa Kyodo Yonhap ANSA PTI".split()
PLACES = "KABUL MINSK CAIRO LAGOS TOKYO SEOUL JAKARTA NAIROBI BOGOTA GENEVA VIENNA WASHINGTON MOSCOW HAVANA LIMA".split()
COUNTRIES = "Afghanistan Belarus Egypt Nigeria Japan Kenya Colombia Austria Russia Cuba Peru Hungary Turkey".split()
MONTHS = "Jan. Feb. Aug. Sept. Oct. Nov. Dec. March April May June July".split()

HOURS = "1 2 3 4 5 6 7 8 9 10 11 12 9:30 12:00 2:15 5:45 7:30 10:00".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday EST Eastern GMT".split()


class Token:
    """A token, the white space after it, whether it ends a sentence, and its part of speech."""

    __slots__ = ("form", "space", "end", "upos")

    def __init__(self, form, space=" ", end=False, upos="X"):
        self.form, self.space, self.end, self.upos = form, space, end, upos


def copy(tokens):
    return [Token(t.form, t.space, t.end, t.upos) for t in tokens]


def wrap(tokens, random):
    """Lines hard-wrapped at a width; paragraphs parted by an empty line, an indent, or nothing."""
    width, between = random.randint(55, 82), random.choice(["\n\n", "\n\n", "\n\n", "\n   ", "\n\n  ", "\n"])
    column, word = 0, 0
    for i, token in enumerate(tokens):
        word += len(token.form)
        if token.space == "":
            continue
        if "\n" in token.space:
            token.space = between if token.end else token.space
            column = word = 0
            continue
        ahead = 0
        for follower in tokens[i + 1 :]:
            ahead += len(follower.form)
            if follower.space:
                break
        if column + word + 1 + ahead > width:
            token.space = "\n"
            column = word = 0
        else:
            column += word + 1
            word = 0


def one_line_a_paragraph(tokens, random):
    for token in tokens:
        if token.space == "\n\n":
            token.space = "\n"


def one_line_a_sentence(tokens, random):
    for token in tokens:
        if token.end and random.random() < 0.8:
            token.space = "\n"


def break_lines(tokens, random):
    """Lines broken where they should not be, as in text taken from pages."""
    for token in tokens:
        if token.space == "\n\n":
            token.space = "\n"
        elif token.space == " " and not token.end and random.random() < 0.015:
            token.space = "\n"
        elif token.form == "-" and token.space == "" and random.random() < 0.03:
            token.space = "\n"


def lose_spaces(tokens, random):
    for token, follower in zip(tokens, tokens[1:]):
        if token.end and token.space == " " and token.form in ".?!”\"" and follower.form[0].isupper() and random.random() < 0.25:
            token.space = ""


def quote(tokens, random):
    """Straight quotation marks become curly or doubled ones."""
    opening, closing = random.choice([("“", "”"), ("``", "''"), ("‘", "’"), ("«", "»"), ("''", "''")])
    is_open = False
    for token in tokens:
        if token.form == '"':
            is_open = not is_open
            token.form = opening if is_open else closing
        elif token.form == "'" and opening == "“":
            token.form = "’"
        else:
            token.form = token.form.replace("'", "’") if opening == "“" else token.form
        if token.space == "\n\n":
            is_open = False


def straighten(tokens, random):
    for token in tokens:
        token.form = token.form.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")


def dash(tokens, random):
    mark = random.choice(["_", "--", "—", "–", "-"])
    for token in tokens:
        if token.form in ("-", "--", "—", "–") and token.space and token.upos == "PUNCT":
            token.form = mark


def titles(tokens, random):
    """Titles before names, states after places, company endings after names."""
    out = []
    for i, token in enumerate(tokens):
        begins_name = token.upos == "PROPN" and (i == 0 or tokens[i - 1].upos not in ("PROPN", "NOUN", "ADJ", "PUNCT"))
        if begins_name and random.random() < 0.08:
            out.extend(Token(title, " ", False, "PROPN") for title in random.choice(TITLES).split("|"))
        elif begins_name and random.random() < 0.03:
            out.append(Token(random.choice("ABCDEFGHJKLMNPRSTW") + ".", " ", False, "PROPN"))
        elif begins_name and random.random() < 0.03:
            out.append(Token(random.choice(["U.S.", "U.N.", "U.K.", "E.U."]), " ", False, "PROPN"))
        out.append(token)
        follower = tokens[i + 1] if i + 1 < len(tokens) else None
        if token.upos == "PROPN" and follower is not None and token.space == " " and follower.upos in ("VERB", "AUX", "ADP", "CCONJ"):
            draw = random.random()
            if draw < 0.03:
                space, token.space = token.space, ""
                out += [Token(",", " "), Token(random.choice(STATES), "", False, "PROPN"), Token(",", space)]
            elif draw < 0.05:
                # A member of Congress: "(D-Ark.)", "(R-Neb.)".
                closing = token.space
                token.space = " "
                out += [Token("(", ""), Token(random.choice("DRI"), ""), Token("-", ""), Token(random.choice(STATES), "", False, "PROPN"), Token(")", closing)]
            elif draw < 0.07:
                out.append(Token(random.choice(SUFFIXES), token.space, False, "PROPN"))
        # An abbreviation before the end of a sentence takes the only full stop.
        if follower is not None and follower.form == "." and follower.end and token.upos == "PROPN" and random.random() < 0.04:
            token.space = " "
            out.append(Token(random.choice(["U.S.", "N.Y.", "Inc.", "Co.", "Calif.", "D.C.", "Jr.", "Corp."]), follower.space, True, "PROPN"))
            follower.form = ""
    tokens[:] = [token for token in out if token.form]


def times(tokens, random):
    """Times of day, which take the full stop of a sentence that they end."""
    out = []
    for i, token in enumerate(tokens):
        draw, follower = random.random(), tokens[i + 1] if i + 1 < len(tokens) else None
        time = [Token(random.choice(["at", "at", "by", "until"]), " ", False, "ADP"), Token(random.choice(HOURS), random.choice(["", " ", " "]), False, "NUM")]
        time.append(Token(random.choice(["a.m.", "p.m.", "p.m."]), " ", False, "NOUN"))
        if follower is not None and follower.form == "." and follower.end and token.upos in ("NOUN", "PROPN", "VERB", "ADV") and draw < 0.05:
            token.space = " "
            time[-1].space, time[-1].end, follower.form = follower.space, True, ""
            out += [token, *time]
        elif token.upos in ("NOUN", "VERB") and token.space == " " and follower is not None and follower.upos in ("ADP", "CCONJ") and draw < 0.03:
            out += [token, *time]
            if random.random() < 0.5:
                out.append(Token(random.choice(DAYS), " ", False, "PROPN"))
        else:
            out.append(token)
    tokens[:] = [token for token in out if token.form]


def datelines(tokens, random):
    """A dateline before the first paragraph of running text."""
    line = [Token(random.choice(PLACES))]
    if random.random() < 0.6:
        line[-1].space = ""
        line += [Token(","), Token(random.choice(COUNTRIES + STATES))]
    if random.random() < 0.3:
        line[-1].space = ""
        line += [Token(","), Token(random.choice(MONTHS)), Token(str(random.randint(1, 28)))]
    if random.random() < 0.8:
        line += [Token("(", ""), Token(random.choice(AGENCIES), ""), Token(")")]
    line.append(Token(random.choice(["_", "--", "—", "–", "-", "_"])))
    if random.random() < 0.15:
        line[-1].space = random.choice(["\n", "\n\n"])
    starts = [0] + [i + 1 for i, token in enumerate(tokens) if token.space == "\n\n" and i + 1 < len(tokens)]
    starts = [s for s in starts if sum(1 for t in tokens[s : s + 12] if not t.end) == 12] or [0]
    # Some other paragraphs get one as well, so that the few documents teach enough of them.
    for start in sorted(random.sample(starts, min(4, len(starts))), reverse=True):
        tokens[start:start] = copy(line)


def bullets(tokens, random):
    """Some paragraphs become items of a list; the mark belongs to the sentence that follows."""
    mark = random.choice(["•", "*", "-", "·", "–", "1.", "a)", "(1)"])
    forms = {"1.": [("1", ""), (".", " ")], "a)": [("a", ""), (")", " ")], "(1)": [("(", ""), ("1", ""), (")", " ")]}.get(mark, [(mark, " ")])
    starts = [i + 1 for i, token in enumerate(tokens) if token.space == "\n\n" and i + 1 < len(tokens) and random.random() < 0.2]
    for start in reversed(starts):
        item = [Token(form, space) for form, space in forms]
        if random.random() < 0.2:
            item[-1].space = "\n"
        tokens[start:start] = item


def capitals(tokens, random):
    for token in tokens:
        token.form = token.form.upper()


def render(tokens):
    """Text, token ranges in bytes, and the indices of tokens that end sentences."""
    text, ranges, ends, at = [], [], [], 0
    for i, token in enumerate(tokens):
        data = len(token.form.encode())
        ranges.append((at, at + data))
        at += data + len(token.space.encode())
        text.append(token.form + token.space)
        if token.end:
            ends.append(i)
    return "".join(text), ranges, ends


def noisy(tokens, seed):
    """Some noisy copies of a document, the same for the same seed."""
    for kind in range(3):
        r = random.Random(f"{seed}/{kind}")
        new = copy(tokens)
        if r.random() < 0.15:
            straighten(new, r)
        for chance, change in [(0.7, titles), (0.5, quote), (0.6, dash), (0.5, datelines), (0.3, bullets), (0.3, lose_spaces), (0.04, capitals)]:
            if r.random() < chance:
                change(new, r)
        own = random.Random(f"{seed}/{kind}/times")
        if own.random() < 0.5:
            times(new, own)
        layout = [wrap, one_line_a_paragraph, break_lines][kind]
        if kind == 2 and r.random() < 0.4:
            layout = one_line_a_sentence
        layout(new, r)
        yield new

"""Writes the made-up gold and predicted files of this folder, and what the Python scorers say of them.

usage: make.py PATH/TO/shared/score
"""
import json
import pathlib
import subprocess
import sys

SCORE = pathlib.Path(sys.argv[1])

A = ("Zubrowka's minister Ágata Kiss said on 3 May that “talks with Freedonia” would resume next week. She met her "
     "Freedonian counterpart in Lutz on Monday. Freedonia has denied that its troops crossed the river in 2019.")
B = ("According to the Lutz Gazette, police arrested 12 protesters in Nebelsbad. The mayor, Otto Weiß, condemned the "
     "arrests; he called for their release. Ostrovia and Syldavia will hold joint exercises in June.")
C = "Nobody in Klow commented. The ministry of Syldavia was silent."
TEXTS = {"a": A, "b": B, "c": C}


def at(doc, words, nth=0):
    """Where words stand."""
    start = -1
    for _ in range(nth + 1):
        start = TEXTS[doc].index(words, start + 1)
    return {"start": start, "end": start + len(words)}


def shift(span, left, right):
    return {"start": span["start"] + left, "end": span["end"] + right}


def lines(name, rows):
    with open(name, "w", encoding="utf-8") as f:
        for row in rows:
            f.write(json.dumps(row, ensure_ascii=False) + "\n")


def documents(name, key, by_doc, texts=False, extra=None):
    rows = []
    for doc, items in by_doc.items():
        row = {"id": doc, key: items}
        if texts:
            row["text"] = TEXTS[doc]
        rows.append({**row, **(extra or {}).get(doc, {})})
    lines(name, rows)


def run(script, *arguments):
    out = subprocess.run([sys.executable, SCORE / script, *arguments, "--json"], check=True, capture_output=True)
    return json.loads(out.stdout)


expected = {}

# Time.
t = lambda span, ty, value: {**span, "type": ty, "value": value}
documents("time.gold.jsonl", "timex", {
    "a": [t(at("a", "3 May"), "DATE", "XXXX-05-03"), t(at("a", "next week"), "DATE", "2025-W20"),
          t(at("a", "Monday"), "DATE", "2025-05-05"), t(at("a", "2019"), "DATE", "2019")],
    "b": [t(at("b", "June"), "DATE", "2025-06")],
    "c": [t(at("c", "Nobody"), "SET", None)],
}, texts=True, extra={"a": {"annotated_until": 150}})
documents("time.pred.jsonl", "timex", {
    "a": [t(at("a", "on 3 May"), "DATE", "2025-05-03"), t(shift(at("a", "next week"), -1, 0), "DURATION", "2025-W20"),
          t(at("a", "Monday"), "DATE", "2025-05-05"), t(at("a", "river in 2019"), "DATE", "2019"),
          t(at("a", "talks"), "DATE", "")],
    "b": [t(at("b", "in June"), "DATE", "2025-06"), t(at("b", "June"), "DATE", "2024-06")],
})
expected["time"] = run("score_time.py", "time.gold.jsonl", "time.pred.jsonl")["scores"]["timex"]

# Place.
p = lambda span, lat, lon, n: {**span, "lat": lat, "lon": lon, "geonames_id": n}
documents("geo.gold.jsonl", "toponyms", {
    "a": [p(at("a", "Zubrowka"), 47.0, 15.0, 1), p(at("a", "Freedonia"), 40.5, -3.25, 2), p(at("a", "Lutz"), 47.5, 15.5, None),
          p(at("a", "Freedonia", 2), 40.5, -3.25, 2)],
    "b": [p(at("b", "Nebelsbad"), 50.1, 12.9, 4), p(at("b", "Lutz"), None, None, None), p(at("b", "Ostrovia"), 60.0, 90.0, 5)],
    "c": [p(at("c", "Klow"), 45.0, 20.0, 6)],
}, texts=True)
documents("geo.pred.jsonl", "toponyms", {
    "a": [p(at("a", "Zubrowka"), 47.4, 15.9, 1), p(at("a", "Freedonia"), -12.0, 130.0, 9), p(at("a", "Lutz"), 49.5, 15.5, 3),
          p(shift(at("a", "Freedonia", 2), 0, 4), 40.5, -3.25, 2), p(at("a", "river"), 1.0, 1.0, 8)],
    "b": [p(at("b", "Nebelsbad"), None, None, None), p(at("b", "Lutz"), 47.5, 15.5, 3), p(at("b", "Ostrovia"), 60.0, 91.0, 5)],
})
expected["geo"] = run("score_geo.py", "geo.gold.jsonl", "geo.pred.jsonl")

# Mentions with types, and chains.
m = lambda span, ty, cluster: {**span, "type": ty, "cluster": cluster}
gold = {
    "a": [m(at("a", "Zubrowka"), "LOC", "1"), m(at("a", "minister Ágata Kiss"), "PER", "2"), m(at("a", "Freedonia"), "LOC", "3"),
          m(at("a", "She"), "PER", "2"), m(at("a", "her"), "PER", "2"), m(at("a", "her Freedonian counterpart"), "PER", "4"),
          m(at("a", "Freedonia", 2), "ORG", "3"), m(at("a", "its"), "ORG", "3"), m(at("a", "its troops"), "PER", "5")],
    "b": [m(at("b", "the Lutz Gazette"), "ORG", "1"), m(at("b", "police"), "ORG", "2"), m(at("b", "12 protesters"), "PER", "3"),
          m(at("b", "The mayor"), "PER", "4"), m(at("b", "Otto Weiß"), "PER", "4"), m(at("b", "he", 3), "PER", "4"),
          m(at("b", "their"), "PER", "3"), m(at("b", "Ostrovia"), "LOC", "6"), m(at("b", "Syldavia"), "LOC", "7")],
    "c": [m(at("c", "Nobody"), "PER", "1"), m(at("c", "Klow"), "LOC", "2"), m(at("c", "The ministry of Syldavia"), "ORG", "3")],
}
pred = {
    "a": [m(at("a", "Zubrowka"), "ORG", "x"), m(at("a", "minister Ágata Kiss"), "PER", "y"), m(at("a", "Freedonia"), "LOC", "x"),
          m(at("a", "She"), "PER", "y"), m(at("a", "her"), "PER", "z"), m(at("a", "her Freedonian counterpart"), "PER", "z"),
          m(at("a", "Freedonia", 2), "ORG", "w"), m(at("a", "its"), "ORG", "w"), m(at("a", "troops"), "PER", "v"),
          m(at("a", "She"), "LOC", "w")],
    "b": [m(at("b", "Lutz Gazette"), "ORG", "1"), m(at("b", "police"), "ORG", "2"), m(at("b", "protesters"), "PER", "3"),
          m(at("b", "The mayor"), "PER", "2"), m(at("b", "Otto Weiß"), "PER", "4"), m(at("b", "he", 3), "PER", "4"),
          m(at("b", "their"), "PER", "2"), m(at("b", "Ostrovia"), "LOC", "6"), m(at("b", "Syldavia"), "WEAPON", "6")],
}
documents("spans.gold.jsonl", "mentions", gold, texts=True)
documents("spans.pred.jsonl", "entities", pred)
expected["spans"] = run("score_entities.py", "spans.gold.jsonl", "spans.pred.jsonl")
documents("coref.pred.jsonl", "mentions", pred)
expected["coref"] = run("score_coref.py", "spans.gold.jsonl", "coref.pred.jsonl")

# Attribution.
q = lambda source, cue, content: {"source": source, "cue": cue, "content": content}
documents("attribution.gold.jsonl", "attributions", {
    "a": [q([at("a", "minister Ágata Kiss")], [at("a", "said")], [at("a", "that “talks with Freedonia” would resume next week")]),
          q([at("a", "Freedonia", 2)], [at("a", "has denied")], [at("a", "that its troops crossed the river in 2019")])],
    "b": [q([at("b", "the Lutz Gazette")], [at("b", "According to")], [at("b", "police arrested 12 protesters in Nebelsbad")]),
          q([at("b", "he", 3)], [at("b", "called for")], [at("b", "their release")]),
          q([at("b", "Otto Weiß")], [at("b", "condemned")], [at("b", "the arrests")])],
    "c": [q([at("c", "Nobody")], [at("c", "commented")], [])],
}, texts=True)
documents("attribution.pred.jsonl", "attributions", {
    "a": [q([at("a", "Zubrowka's minister Ágata Kiss")], [at("a", "said")],
            [at("a", "“talks with Freedonia”"), at("a", "would resume next week.")]),
          q([at("a", "She")], [at("a", "denied")], [at("a", "that its troops crossed the river in 2019.")]),
          q([], [at("a", "met")], [at("a", "her Freedonian counterpart")])],
    "b": [q([at("b", "Lutz Gazette")], [at("b", "According to")], [at("b", "police arrested 12 protesters")]),
          q([at("b", "he", 3)], [at("b", "called")], [at("b", "for their release")]),
          q([], [], [at("b", ";")])],
})
expected["attribution"] = run("score_attribution.py", "attribution.gold.jsonl", "attribution.pred.jsonl")

# Coded sentences. Two records share a text.
lines("gsr.gold.jsonl", [
    {"id": "1", "text": A, "event": "CONSULT", "source": [{"text": "She", "code": "ZUB"}], "target": [{"code": "FRE"}], "reciprocal": False},
    {"id": "2", "text": A, "event": "DEMAND", "source": [{"code": "zub"}], "target": [], "reciprocal": False},
    {"id": "3", "text": B, "event": "COOPERATE", "source": [{"code": "OST"}, {"code": "SYL"}], "target": [], "reciprocal": True},
    {"id": "4", "text": C, "event": "FIGHT", "source": [{"text": "Nobody", "code": None}], "target": [{"code": "SYL"}], "reciprocal": False},
    {"id": "5", "text": "Troops fired.", "event": "ASSAULT", "source": [], "target": []},
])
lines("gsr.pred.jsonl", [
    {"id": "1", "events": [{"event": "CONSULT", "source": ["ZUB"], "target": ["FRE", "OST"]}, {"event": "AGREE", "source": ["ZUB"], "target": []}]},
    {"id": "2", "events": [{"event": "REQUEST", "source": ["ZUB"], "target": []}]},
    {"id": "3", "events": [{"event": "MOBILIZE", "source": ["OST"], "target": []},
                           {"event": "COOPERATE", "source": ["OST", "SYL"], "target": [], "reciprocal": True}]},
    {"id": "5", "events": [{"event": "ASSAULT", "source": [], "target": []}]},
])
expected["gsr"] = run("score_events_gsr.py", "gsr.gold.jsonl", "gsr.pred.jsonl")

# Claims.
w = lambda doc, words, nth=0, **more: {"text": words, **at(doc, words, nth), **more}


def claim(ty, trigger, status="actual", mode=(), actors=(), recipients=(), date=None, place=None, attribution=()):
    return {"type": ty, "mode": list(mode), "trigger": trigger, "actors": list(actors), "recipients": list(recipients),
            "status": status, "date": date, "place": place, "attribution": [{"source": s} for s in attribution]}


kiss, fre = w("a", "She", name="Ágata Kiss", country="ZUB"), w("a", "her Freedonian counterpart", country="FRE")
gold = {
    "a": [claim("CONSULT", w("a", "talks"), "future", (), [w("a", "Zubrowka", country="ZUB"), w("a", "Freedonia", country="FRE")],
                date=w("a", "next week", value="2025-W20"), attribution=[w("a", "minister Ágata Kiss")]),
          claim("CONSULT", w("a", "met"), "actual", ("visit",), [kiss, fre], date=w("a", "Monday", value="2025-05-05"),
                place=w("a", "Lutz", name="Lutz")),
          claim("ASSAULT", w("a", "crossed"), "negated", (), [w("a", "its troops", country="FRE")],
                date=w("a", "2019", value="2019"), attribution=[w("a", "Freedonia", 2)])],
    "b": [claim("COERCE", w("b", "arrested"), "actual", ("arrest",), [w("b", "police", country=None)],
                [w("b", "12 protesters", country=None)], place=w("b", "Nebelsbad", name="Nebelsbad"), attribution=[w("b", "the Lutz Gazette")]),
          claim("ACCUSE", w("b", "condemned"), "actual", ("disapprove",), [w("b", "Otto Weiß")]),
          claim("REQUEST", w("b", "called for"), "actual", (), [w("b", "he", 3)]),
          claim("COOPERATE", w("b", "joint exercises"), "future", (), [w("b", "Ostrovia", country="OST"), w("b", "Syldavia", country="SYL")],
                date=w("b", "June", value="2025-06"))],
    "c": [claim("REJECT", w("c", "silent"))],
}
pred = {
    "a": [claim("CONSULT", w("a", "talks"), "future", (), [w("a", "Zubrowka", country="ZUB"), w("a", "Freedonia", country="FRE")],
                date=w("a", "next week", value="2025-W20"), attribution=[w("a", "Ágata Kiss")]),
          claim("CONSULT", w("a", "met"), "actual", (), [kiss], [fre], date=w("a", "Monday", value="2025-05-05"),
                place=w("a", "Lutz", name="Lutz city")),
          claim("SUPPORT", w("a", "met her"), "actual"),
          claim("MOBILIZE", w("a", "crossed"), "negated", (), [w("a", "troops", country="FRE")])],
    "b": [claim("COERCE", w("b", "arrested 12"), "actual", ("arrest",), [w("b", "police", country=None)],
                [w("b", "protesters", country="SYL")], attribution=[None]),
          claim("REQUEST", w("b", "called"), "future", (), [w("b", "Otto Weiß")], attribution=[w("b", "Otto Weiß")]),
          claim("COOPERATE", w("b", "exercises"), "future", (), [w("b", "Ostrovia", country="OST"), w("b", "Syldavia", country="SYL")],
                date=w("b", "June", value="2025-06")),
          claim("COOPERATE", w("b", "joint"), "future")],
}
folder = pathlib.Path("claims.gold")
folder.mkdir(exist_ok=True)
for doc, claims in gold.items():
    (folder / f"{doc}.json").write_text(json.dumps({"id": doc, "text": TEXTS[doc], "claims": claims}, ensure_ascii=False), encoding="utf-8")
documents("claims.pred.jsonl", "claims", pred)
expected["claims"] = run("score_claims.py", "claims.gold", "claims.pred.jsonl")

# Syntax: one sentence a line of `form lemma upos feats head relation`, multiword tokens as `3-4 form`.
GOLD = """# newdoc id = a
She|she|PRON|Case=Nom|Number=Sing|Typo=Yes;2;nsubj
met|meet|VERB|Mood=Ind|Tense=Past;0;root
2019|_|NUM|NumType=Card;2;obl:tmod

1-2|Don't
Do|do|AUX|Mood=Imp;3;aux
n't|not|PART|Polarity=Neg;3;advmod
worry|worry|VERB|VerbForm=Fin|Mood=Imp;0;root
.|.|PUNCT|_;3;punct

# newdoc id = b
Talks|talk|NOUN|Number=Plur;2;nsubj
began|begin|VERB|Tense=Past;0;root
in|in|ADP|_;4;case
Lutz|Lutz|PROPN|Number=Sing;2;obl
.|.|PUNCT|_;2;punct

# newdoc id = c
Silence|silence|NOUN|_;0;root
"""
PRED = """# newdoc id = a
She|she|PRON|Number=Sing|Case=Nom;2;nsubj
met|met|VERB|Mood=Ind|Tense=Pres;0;root
20|20|NUM|NumType=Card;2;obj
19|19|NUM|NumType=Card;3;flat

Don't|do|VERB|Mood=Imp;0;root
worry.|worry|VERB|VerbForm=Fin|Mood=Imp;1;xcomp

# newdoc id = b
1-2|Talksbegan
Talks|talk|NOUN|Number=Plur;2;nsubj
began|begin|VERB|Tense=Past;0;root
in|in|ADP|_;4;case
Lutz|Lutz|PROPN|Number=Sing;1;nmod
.|.|PUNCT|_;2;punct

# newdoc id = c
Silent|silent|ADJ|_;0;root
"""


def conllu(name, text):
    n = 0
    with open(name, "w", encoding="utf-8") as f:
        for line in text.split("\n"):
            if not line or line.startswith("#"):
                n = 0
                f.write(line + "\n")
            elif line[0].isdigit() and "-" in line.split("|")[0]:
                number, form = line.split("|")
                f.write("\t".join([number, form] + ["_"] * 8) + "\n")
            else:
                n += 1
                left, head, relation = line.split(";")
                form, lemma, upos, feats = left.split("|", 3)
                f.write("\t".join([str(n), form, lemma, upos, "_", feats, head, relation, "_", "_"]) + "\n")


lines("syntax.text.jsonl", [{"id": "a", "text": "She met 2019\n\nDon't worry."}, {"id": "b", "text": "Talks began in Lutz."},
                            {"id": "c", "text": "Silence"}])
conllu("syntax.gold.conllu", GOLD)
conllu("syntax.pred.conllu", PRED)
expected["syntax"] = run("score_syntax.py", "syntax.gold.conllu", "syntax.pred.conllu")["scores"]

pathlib.Path("expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")

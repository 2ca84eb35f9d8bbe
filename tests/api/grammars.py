"""Values of the grammars that the OpenAPI document names and cannot say, for schemathesis: every value here is well-formed, so
that the server may not refuse it. The formats are those of FORMATS in crates/server/src/openapi/describe.rs.
"""

import datetime
import json

import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode

WORDS = st.sampled_from("drones Minsk agreement défense 12 sanctions Виктор 東京 O'Neill war-time".split())
NAMES = st.one_of(
    st.sampled_from(["IRN", "BLR", "GOV", "IRN/MIL", "Belarus", '"Tasnim News Agency"', '"a b"', "İstanbul"]),
    WORDS,
)
TYPES = st.sampled_from(
    "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PRODUCE PROTEST REJECT REQUEST RETREAT SANCTION "
    "SUPPORT THREATEN support".split()
)
STATUSES = st.sampled_from("actual future hypothetical negated FACT plan possible DENIED".split())
CONFLICTS = st.sampled_from("any who when where whether numbers".split())
JUDGED = st.sampled_from("accepted rejected unsure none".split())

YEARS = st.integers(1900, 2100)
DAYS = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31))
INTERVALS = st.one_of(
    YEARS.map(str),
    st.tuples(YEARS, st.integers(1, 12)).map(lambda parts: f"{parts[0]}-{parts[1]:02}"),
    DAYS.map(str),
)


def _ordered(ends):
    return "..".join(sorted(map(str, ends)))


RANGES = st.one_of(
    INTERVALS,
    st.tuples(DAYS, DAYS).map(_ordered),
    INTERVALS.map(lambda end: f"{end}.."),
    INTERVALS.map(lambda end: f"..{end}"),
)
COUNTS = st.one_of(
    st.integers(0, 9).map(str),
    st.integers(0, 9).map(lambda least: f"{least}.."),
    st.tuples(st.integers(0, 9), st.integers(0, 9)).map(_ordered),
)


def _field(names, values):
    return st.tuples(st.sampled_from(names.split()), values).map(lambda pair: f"{pair[0]}:{pair[1]}")


TERMS = st.one_of(
    WORDS,
    st.lists(WORDS, min_size=1, max_size=3).map(lambda words: '"' + " ".join(words) + '"'),
    _field("by to with at", NAMES),
    _field("from about publisher mode context", NAMES),
    _field("type TYPE", TYPES),
    _field("status", STATUSES),
    _field("on reported", RANGES),
    _field("origins reports", COUNTS),
    _field("conflict", CONFLICTS),
    _field("judged", JUDGED),
)


def _compound(inner):
    side_by_side = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        side_by_side,
        inner.map(lambda term: term if term.startswith("-") else f"-{term}" if " " not in term else f"-({term})"),
        st.tuples(side_by_side, side_by_side).map(" OR ".join),
        side_by_side.map(lambda terms: f"({terms})"),
    )


QUERIES = st.one_of(st.just(""), TERMS, st.recursive(TERMS, _compound, max_leaves=8))

MOMENTS = st.one_of(
    DAYS.map(str),
    st.datetimes(min_value=datetime.datetime(1900, 1, 1), max_value=datetime.datetime(2100, 1, 1)).map(
        lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    ),
)

LOOKUPS = st.dictionaries(
    st.sampled_from(["q0", "q1", "q2"]),
    st.fixed_dictionaries({"query": st.one_of(WORDS, NAMES)}, optional={"limit": st.integers(1, 10)}),
    min_size=1,
).map(json.dumps)

# Whole ids, of which no two begin alike.
IDS = st.text("0123456789abcdef", min_size=32, max_size=32)

for name, values in {
    "rapporteur-query": QUERIES,
    "rapporteur-interval": INTERVALS,
    "rapporteur-day": DAYS.map(str),
    "rapporteur-moment": MOMENTS,
    "rapporteur-queries": LOOKUPS,
    "rapporteur-id": IDS,
    # Only the page before tells a cursor; without one a list begins at its first row.
    "rapporteur-cursor": st.just(""),
}.items():
    schemathesis.openapi.format(name, values)


@schemathesis.hook
def before_call(context, case, kwargs):
    """What a schema cannot say of well-formed bodies: which fields an act needs, and that a text is text."""
    meta = getattr(case, "meta", None)
    if meta is None or meta.generation.mode != GenerationMode.POSITIVE:
        return
    if case.operation.label == "POST /api/v1/judgements" and isinstance(case.body, dict):
        needed = {"edit": {"field": "date", "value": "2024-05"}, "merge": {"with": "ab" * 16}}
        case.body |= {"claim": (str(case.body.get("claim", "")) * 32)[:32] or "0"}
        case.body |= needed.get(case.body.get("act"), {})
    if case.media_type in ("text/plain", "application/octet-stream") and case.body is not None:
        case.body = "Peru sent doctors to Chile on Monday." if case.media_type == "text/plain" else b"Peru sent doctors to Chile."

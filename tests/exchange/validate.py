"""Gives a folder of exports, each named by its format, to others' readers; says what each made of them, or what is wrong."""

import importlib.metadata
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree
from collections import Counter

folder = pathlib.Path(sys.argv[1])


def text(name):
    # Newlines stay as they are written.
    return (folder / name).read_bytes().decode("utf-8")


def lines(name):
    return text(name).split("\n")[:-1]


def told(format, reader, what):
    name, _, package = reader.partition("=")
    version = "" if package == "own" else " " + importlib.metadata.version(package or name)
    print(f"{format:16}{name}{version}: {what}")


def tables():
    """CSV and Parquet have the same columns, and pandas, PyArrow and DuckDB read the same values from both."""
    import duckdb
    import pandas
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(folder / "parquet")
    frame = pandas.read_csv(folder / "csv", dtype=str, keep_default_na=False)
    assert table.column_names == list(frame.columns)
    types = {field.name: field.type for field in table.schema}
    assert types["from"] == types["published"] == pyarrow.date32(), types["from"]
    assert types["cameo"] == types["event"] == types["geonames_id"] == pyarrow.string()
    assert types["lat"] == pyarrow.float64() and types["event_origins"] == pyarrow.int64()
    assert types["actors"] == pyarrow.list_(types["actors"].value_field) and types["actors"].value_type == pyarrow.string()
    told("parquet", "pyarrow", f"{table.num_rows} rows, {table.num_columns} columns with their types")

    def number(value):
        return repr(float(value))

    def cell(value):
        if value is None:
            return ""
        if isinstance(value, list):
            return "|".join((one or "").replace("|", "/") for one in value)
        return number(value) if isinstance(value, float) else str(value)

    formulas = 0
    for at, row in enumerate(table.to_pylist()):
        for column, value in row.items():
            shown = frame.at[at, column]
            wanted = cell(value)
            if isinstance(value, float):
                shown = number(shown)
            elif shown.startswith("'") and not wanted.startswith("'"):
                formulas += 1
                shown = shown[1:]
            assert shown == wanted, (at, column, shown, wanted)
    for column in frame:
        for shown in frame[column]:
            number_like = shown.removeprefix("-").replace(".", "", 1).isdigit()
            assert not shown.lstrip().startswith(("=", "+", "-", "@")) or number_like, shown
    told("csv", "pandas", f"{len(frame)} rows with the values of the Parquet file, {formulas} formulas made harmless")
    typed = pandas.read_parquet(folder / "parquet")
    assert len(typed) == len(frame)
    told("parquet", "pandas", f"{len(typed)} rows")
    for name, source in [("parquet", f"read_parquet('{folder}/parquet')"),
                         ("csv", f"read_csv('{folder}/csv', header=true, all_varchar=true)")]:
        [(rows, events, zeros)] = duckdb.sql(
            f"SELECT count(*), count(DISTINCT event), count(*) FILTER (cameo LIKE '0%') FROM {source}").fetchall()
        assert rows == table.num_rows, (name, rows)
        told(name, "duckdb", f"{rows} rows of {events} events, {zeros} codes with a zero before")
    by_day = duckdb.sql(f"SELECT year(\"from\"), count(*), list(actors[1]) FROM read_parquet('{folder}/parquet') GROUP BY 1")
    assert sum(row[1] for row in by_day.fetchall()) == table.num_rows


def geojson():
    from geojson_pydantic import FeatureCollection

    read = FeatureCollection.model_validate_json(text("geojson"))
    points = sum(feature.geometry is not None for feature in read.features)
    told("geojson", "geojson-pydantic", f"{len(read.features)} features, {points} with a point")


def ftm():
    """Every value is clean by FollowTheMoney's own types, every entity valid, every reference leads to one."""
    from followthemoney import model
    from followthemoney.exc import InvalidData

    entities = [json.loads(line) for line in lines("ftm")]
    known = {entity["id"]: model.get(entity["schema"]) for entity in entities}
    assert len(known) == len(entities), "an id twice"
    for data in entities:
        proxy = model.get_proxy(data, cleaned=False)
        try:
            proxy.schema.validate(data)
        except InvalidData as fault:
            raise SystemExit(f"{data}: {fault.errors}") from fault
        for prop, value in proxy.itervalues():
            clean = prop.type.clean(value, proxy=proxy)
            # Of addresses it writes some parts in another way.
            assert clean == value or (clean and prop.type.name == "url"), (data["id"], prop.name, value, clean)
            if prop.range is not None:
                assert known[value].is_a(prop.range), (data["id"], prop.name, value)
        kept = sum(len(values) for values in data["properties"].values())
        read = sum(1 for _ in model.get_proxy(data, cleaned=False).itervalues())
        assert kept == read, (data, kept, read)
    counts = Counter(entity["schema"] for entity in entities)
    told("ftm", "followthemoney", ", ".join(f"{n} {schema}" for schema, n in sorted(counts.items())))


def stix():
    import stix2
    from stix2validator import ValidationOptions, print_results, validate_file

    results = validate_file(str(folder / "stix"), ValidationOptions(version="2.1", strict=False, enforce_refs=True))
    if not results.is_valid:
        print_results([results])
    assert results.is_valid
    # 103: it would rather have random identifiers, which would make every export another one. 302: it would like a digest of
    # what an address leads to, which the ledger has not fetched.
    known = ("{103}", "{302}")
    warnings = [str(warning) for one in results.object_results for warning in one.warnings]
    others = [warning for warning in warnings if not any(code in warning for code in known)]
    assert not others, others[:5]
    told("stix", "stix2-validator", "valid, without a warning but 103 (random identifiers) and 302 (digests of addresses)")
    bundle = stix2.parse(text("stix"), allow_custom=False)
    counts = Counter(one["type"] for one in bundle.objects)
    told("stix", "stix2", ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())))


def webannotation():
    """The model's own demands; Recogito's reader where Node is."""
    purposes = set("assessing bookmarking classifying commenting describing editing highlighting identifying linking "
                   "moderating questioning replying tagging".split())
    annotations = json.loads(text("webannotation"))
    assert len({one["id"] for one in annotations}) == len(annotations)
    for one in annotations:
        assert one["@context"] == "http://www.w3.org/ns/anno.jsonld" and one["type"] == "Annotation", one
        assert one["motivation"] in purposes and all(body["purpose"] in purposes for body in one["body"]), one
        if isinstance(one["target"], dict):
            position, quote = one["target"]["selector"]
            assert position["end"] - position["start"] == len(quote["exact"]) > 0, one
    told("webannotation", "the model's demands=own", f"{len(annotations)} annotations")
    readers = pathlib.Path(sys.prefix)
    if not (readers / "node_modules/@recogito/text-annotator").is_dir():
        print("webannotation   skipped: @recogito/text-annotator is not installed")
        return
    script = pathlib.Path(__file__).with_name("annotations.mjs")
    read = subprocess.run(["node", script, readers, folder / "webannotation"], capture_output=True, text=True)
    assert read.returncode == 0, read.stderr
    print(read.stdout, end="")


def gexf():
    import networkx

    xml.etree.ElementTree.fromstring((folder / "gexf").read_bytes())
    graph = networkx.read_gexf(folder / "gexf", version="1.3")
    told("gexf", "networkx", f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")


def timelinejs():
    events = json.loads(text("timelinejs"))["events"]
    for slide in events:
        assert int(slide["start_date"]["year"]) and "<script" not in slide["text"]["text"], slide
    print(f"timelinejs      read as JSON: {len(events)} slides")


def layouts():
    import pandas

    for name, columns, head in [("icews", 20, True), ("polecat", 40, True), ("phoenix", 26, False)]:
        frame = pandas.read_csv(
            folder / name, sep="\t", header=0 if head else None, dtype=str, keep_default_na=False, quoting=3)
        assert frame.shape[1] == columns, (name, frame.shape)
        told(name, "pandas", f"{len(frame)} rows of {columns} columns")
        if name == "icews":
            assert all(code.isdigit() and code[:2] <= "20" for code in frame["CAMEO Code"])


def gdelt():
    """py_gdelt reads the lines by its own table of columns, and makes events and mentions of them.

    It demands a tone, which Rapporteur does not measure and so leaves empty: a 0 is put there for this reader.
    """
    from py_gdelt.models import Event, Mention
    from py_gdelt.parsers import EventsParser, MentionsParser

    rows = [line.split("\t") for line in lines("gdelt")]
    assert all(row[34] == "" for row in rows)
    with_tone = "".join("\t".join([*row[:34], "0", *row[35:]]) + "\n" for row in rows)
    raw = list(EventsParser().parse(with_tone.encode()))
    assert len(raw) == len(lines("gdelt"))
    events = [Event.from_raw(one) for one in raw]
    told("gdelt", "py_gdelt=gdelt-py", f"{len(events)} events, codes {sorted({event.event_code for event in events})[:6]}")
    raw = list(MentionsParser().parse((folder / "gdelt-mentions").read_bytes()))
    assert len(raw) == len(lines("gdelt-mentions"))
    mentions = [Mention.from_raw(one) for one in raw]
    known = {event.global_event_id for event in events}
    assert all(mention.global_event_id in known for mention in mentions)
    told("gdelt-mentions", "py_gdelt=gdelt-py", f"{len(mentions)} mentions, each of an event")


for line in lines("plover"):
    json.loads(line)
print(f"plover          read as JSON lines: {len(lines('plover'))} events")
for check in [tables, geojson, ftm, stix, webannotation, gexf, timelinejs, layouts, gdelt]:
    check()

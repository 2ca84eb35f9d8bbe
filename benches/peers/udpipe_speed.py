"""UDPipe 1 on one thread: words a second of CPU time, and what it reads of EWT dev, as CoNLL-U in FILE:
udpipe_speed.py SHARED FILE MODEL"""
import importlib.metadata
import json
import pathlib
import sys
import time

from ufal.udpipe import Model, Pipeline

STEP = 200  # as in crates/eval/src/speed.rs


def lines(name):
    with open(pathlib.Path(sys.argv[1]) / "corpora" / name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


texts = [report["text"] for report in lines("news-sample/news-sample.jsonl")[::STEP]]
model = Model.load(sys.argv[3])
assert model, f"{sys.argv[3]} is no model of UDPipe 1"
pipeline = Pipeline(model, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for report in lines("ud-english/en_ewt-ud-dev.text.jsonl"):
        print(f"# newdoc id = {report['id']}", file=out)
        read = pipeline.process(report["text"])
        out.write("".join(line for line in read.splitlines(keepends=True) if not line.startswith("#")))
start = time.process_time()
for text in texts:
    pipeline.process(text)
speed = sum(len(text.split()) for text in texts) / (time.process_time() - start)
print(json.dumps({"version": importlib.metadata.version("ufal.udpipe"), "speed": speed}))

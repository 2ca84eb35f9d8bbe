#!/usr/bin/env bash
# Trains the fast model with the deep one as its teacher, and writes models/fast.safetensors and the numbers that a test
# compares the reader with.
#   training/train_fast.sh CORPORA_DIR [more arguments of train_fast.py's second part]
# CORPORA_DIR holds ud-english, gum-entities, ecbplus, re3d, news-sample and uner-ewt. Needs
# training/requirements.txt in training/.venv, or PYTHON, and cargo to cut the raw text into words.
set -eu
cd "$(dirname "$0")"
corpora=$(realpath "$1"); shift
python=${PYTHON:-.venv/bin/python}
export MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TOP_PAD_=500000000
export OMP_WAIT_POLICY=passive
mkdir -p work/fast
# All of Wikinews and every fourth of the press releases.
"$python" fast/raw_text.py "$corpora/news-sample/news-sample.jsonl" |
    cargo run --release --quiet -p rapporteur-syntax --example segmented > work/fast/sentences.jsonl
data=(--teacher ../models/deep.safetensors --treebanks "$corpora/ud-english" --out work/fast --seed 1)
"$python" train_fast.py teach "${data[@]}" --raw work/fast/sentences.jsonl
names=(--mentions "$corpora/gum-entities" --ecb-plus "$corpora/ecbplus/train.jsonl" --re3d "$corpora/re3d/dev.jsonl"
    --names "$corpora/uner-ewt/dev.jsonl" --state 112)
"$python" train_fast.py train "${data[@]}" "${names[@]}" "$@"
"$python" train_fast.py train "${data[@]}" "${names[@]}" --seed 2 --resume work/fast/checkpoint.pt --rate 1.5e-3 --passes 9 \
    --raw-share 0.6 "$@"
"$python" export_fast.py --work work/fast --treebanks "$corpora/ud-english" --out ../models/fast.safetensors
"$python" agree.py --fast work/fast --out ../crates/syntax/tests/data/fast_arcs.json

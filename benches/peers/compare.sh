#!/usr/bin/env bash
# Reads the same reports with Rapporteur and with spaCy by turns: compare.sh SHARED [PYTHON] [TURNS]
set -euo pipefail
shared=$1 python=${2:-python3} turns=${3:-3}
here=$(cd "$(dirname "$0")" && pwd)
eval_binary=${RAPPORTEUR_EVAL:-$here/../../target/release/rapporteur-eval}

for ((turn = 1; turn <= turns; turn++)); do
  ours=$("$eval_binary" measure-speed "$shared" | "$python" -c '
import json, sys
speed = json.load(sys.stdin)
print(speed["words"] / sum(seconds for _, seconds in speed["rooms"]))')
  theirs=$("$python" "$here/spacy_speed.py" "$shared")
  "$python" -c 'import sys
ours, theirs = map(float, sys.argv[1:])
print(f"rapporteur {ours:,.0f}   spaCy {theirs:,.0f} words/s of CPU time   ratio {ours / theirs:.2f}")' "$ours" "$theirs"
done

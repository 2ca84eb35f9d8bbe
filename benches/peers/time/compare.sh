#!/usr/bin/env bash
# Reads time expressions with Rapporteur and with dateparser by turns: compare.sh SHARED [PYTHON] [TURNS]
set -euo pipefail
shared=$1 python=${2:-python3} turns=${3:-3}
here=$(cd "$(dirname "$0")" && pwd)
eval_binary=${RAPPORTEUR_EVAL:-$here/../../../target/release/rapporteur-eval}
found=$(mktemp)
trap 'rm -f "$found"' EXIT

for ((turn = 1; turn <= turns; turn++)); do
  ours=$("$eval_binary" measure-speed "$shared" | "$python" -c '
import json, sys
speed = json.load(sys.stdin)
print(speed["words"] / dict(speed["rooms"])["time"])')
  theirs=$("$python" "$here/dateparser_time.py" "$shared" "$found")
  "$python" -c 'import sys
ours, theirs = map(float, sys.argv[1:])
print(f"rapporteur {ours:,.0f}   dateparser {theirs:,.0f} words/s of CPU time   ratio {ours / theirs:.0f}")' "$ours" "$theirs"
done
"$eval_binary" score time "$shared/corpora/time/tbaq-dev.jsonl" "$found" | "$python" -c '
import json, sys
score = json.load(sys.stdin)
print("dateparser on tbaq dev:", ", ".join(f"{name} F1 {score[name]['\''f1'\'']:.3f}" for name in ("relaxed", "type", "value")))'
"$eval_binary" board "$shared" --only time

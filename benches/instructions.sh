#!/usr/bin/env bash
# Instructions that loading and each room take, counted by valgrind, for the specimen or another text: the same on every run
# and whatever else the machine does. Valgrind knows no AVX-512, so the models run with AVX2.
#   cargo build --release -p rapporteur-cli && benches/instructions.sh [--model deep|fast] [FILE]
set -euo pipefail
cd "$(dirname "$0")/.."
model=deep
if [ "${1:-}" = --model ]; then model=$2; shift 2; fi
file=${1:-tests/specimens/minsk.txt}
counts=$(mktemp)
trap 'rm -f "$counts"' EXIT
valgrind --quiet --tool=callgrind --callgrind-out-file="$counts" \
    target/release/rapporteur read --model "$model" --format jsonl --jobs 1 "$file" > /dev/null
echo "model $model, $(wc -w < "$file") words"
callgrind_annotate --inclusive=yes --auto=no --threshold=100 "$counts" | awk -v words="$(wc -w < "$file")" '
    BEGIN {
        split("with_model read_syntax read_entities read_times read_places read_attributions code_claims Document::new", names)
        split("loading syntax entities time place attribution events output", rooms)
    }
    { count = $1; gsub(",", "", count)
      for (i in names) if ($0 ~ "::(<.*>::)?" names[i] "( |$)" || $0 ~ "Document>::new" && names[i] == "Document::new")
          if (count + 0 > most[i]) most[i] = count + 0 }
    END { for (i = 1; i <= 8; i++) printf "%-12s %13.0f instructions %s\n", rooms[i], most[i],
          (i > 1 ? sprintf("%9.0f a word", most[i] / words) : "") }'

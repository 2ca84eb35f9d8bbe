#!/usr/bin/env bash
# Fuzzes a server against its own OpenAPI document with schemathesis: no 5xx, no undocumented answer.
#
#   tests/api/fuzz.sh [PROGRAM]      PROGRAM is the built rapporteur (default: target/release/rapporteur)
#
# Needs Python 3.10 or later and, the first time, a package index for pip. FUZZ_EXAMPLES sets how many requests are made for each
# operation (default 100), FUZZ_VENV where the virtual environment lies
# (default: beside the program, in target/fuzz).
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-${CARGO_TARGET_DIR:-target}/release/rapporteur}")
venv=${FUZZ_VENV:-$(dirname "$(dirname "$program")")/fuzz}
command -v python3 >/dev/null || { echo "skipped: python3 is not installed"; exit 0; }
[ -x "$program" ] || { echo "$program is missing (cargo build --release -p rapporteur-cli)" >&2; exit 2; }
if [ ! -x "$venv/bin/schemathesis" ]; then
    python3 -m venv "$venv" || { echo "skipped: Python has no venv"; exit 0; }
    "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 'schemathesis==4.*' ||
        { echo "skipped: schemathesis could not be installed"; exit 0; }
fi
work=$(mktemp -d)
"$program" add --quiet --model fast --published 2025-03-13 --publisher Specimen --ledger "$work/fuzz.ledger" tests/specimens/minsk.txt
"$program" serve --model fast --port 0 --ledger "$work/fuzz.ledger" 2>"$work/log" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 100); do
    url=$(grep -o 'http://[^ ]*' "$work/log" | head -1 || true)
    [ -n "$url" ] && break
    sleep 0.1
done
# What q, as_of, known_at and the like may be is a grammar that a schema cannot say: grammars.py makes values of each, so that
# well-formed requests must be taken. Malformed data must be refused.
# One worker: CPython 3.11 fails now and then where two threads parse Python at once, as hypothesis does.
# It keeps notes of what failed in the folder where it runs.
here=$PWD/tests/api
cd "$work"
PYTHONPATH=$here SCHEMATHESIS_HOOKS=grammars "$venv/bin/schemathesis" --config-file "$here/schemathesis.toml" \
    run "${url}api/v1/openapi.json" --url "$url" --workers 1 --seed "${FUZZ_SEED:-1}" \
    --max-examples "${FUZZ_EXAMPLES:-100}" --phases examples,coverage,fuzzing --continue-on-failure
kill -0 "$server" || { echo "the server ended" >&2; cat "$work/log" >&2; exit 1; }
if grep -v '(Ctrl-C stops)' "$work/log"; then echo "the server complained" >&2; exit 1; fi

#!/usr/bin/env bash
# Gives the exports to others' readers: those of requirements.txt, and Recogito's reader of annotations where npm is.
#
#   tests/exchange/validate.sh             made-up events, with names that are hard to write down
#   tests/exchange/validate.sh LEDGER      what a ledger holds, by target/release/rapporteur or $RAPPORTEUR
#   tests/exchange/validate.sh --install   nothing; installs the readers, for cargo test with RAPPORTEUR_READERS=target/readers
#
# Installs into target/readers (735 MB), and needs a network for that once; the readers themselves need none.
set -euo pipefail
cd "$(dirname "$0")/../.."
readers=${CARGO_TARGET_DIR:-target}/readers
here=tests/exchange
if ! cmp -s $here/requirements.txt "$readers/requirements.txt"; then
    if ! command -v python3 > /dev/null || ! python3 -m venv "$readers" \
        || ! "$readers/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 -r $here/requirements.txt; then
        echo "skipped: the readers of $here/requirements.txt cannot be installed (they need Python with venv, and a network once)"
        exit 0
    fi
    cp $here/requirements.txt "$readers/requirements.txt"
fi
if command -v npm > /dev/null && [ ! -d "$readers/node_modules/@recogito/text-annotator" ]; then
    npm install --silent --no-audit --no-fund --fetch-retries=1 --fetch-timeout=20000 --prefix "$readers" @recogito/text-annotator@4.1.1 > /dev/null \
        || echo "skipped: @recogito/text-annotator cannot be installed"
fi
RAPPORTEUR_READERS=$(realpath "$readers")
export RAPPORTEUR_READERS
if [ "${1:-}" = --install ]; then
    exit 0
fi
if [ $# -eq 0 ]; then
    exec cargo test --release --locked -p rapporteur-exchange others_read_what_is_written -- --nocapture
fi
rapporteur=${RAPPORTEUR:-${CARGO_TARGET_DIR:-target}/release/rapporteur}
exports=$(mktemp -d)
trap 'rm -r "$exports"' EXIT
for format in plover csv parquet geojson ftm stix webannotation timelinejs gexf icews polecat phoenix gdelt gdelt-mentions; do
    "$rapporteur" export --quiet --to $format --out "$exports/$format" --ledger "$1"
done
"$readers/bin/python" $here/validate.py "$exports"

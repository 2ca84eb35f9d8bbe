#!/usr/bin/env bash
# The page in a real browser. Needs Node, npm and a Chromium; installs what it needs beside itself, by the lock file.
# Where one of them is absent it says so and passes.
#   tests/browser/run.sh            builds the program and runs the tests
#   RAPPORTEUR=path/to/rapporteur tests/browser/run.sh
set -euo pipefail
cd "$(dirname "$0")"
skip() {
  echo "browser tests skipped: $1" >&2
  exit 0
}
command -v node >/dev/null && command -v npm >/dev/null || skip "Node and npm are not installed"
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$CHROMIUM" ] || skip "no Chromium is installed (set CHROMIUM to one)"
[ -d node_modules/playwright-core ] || npm ci --no-fund --no-audit --silent --fetch-retries=1 --fetch-timeout=20000 || skip "npm could not install what package-lock.json names"
if [ -z "${RAPPORTEUR:-}" ]; then
  (cd ../.. && cargo build --release --locked -p rapporteur-cli)
  RAPPORTEUR=${CARGO_TARGET_DIR:-../../target}/release/rapporteur
fi
export CHROMIUM RAPPORTEUR
exec node --test --test-concurrency=1 "$@"

#!/usr/bin/env bash
# Whether the committed script of the page is what web/src makes, and its types are right. Says so and passes where Node is
# absent, unless CI is set.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v npm >/dev/null; then
  echo "web: not checked, Node is not installed" >&2
  [ -z "${CI:-}" ] || exit 1
  exit 0
fi
[ -d node_modules/esbuild ] || npm ci --no-fund --no-audit --silent
npm run --silent check

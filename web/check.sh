#!/usr/bin/env bash
# Whether the committed script of the page is what web/src makes, its types are right, and those of the API are what the
# OpenAPI document says. Says so and passes where Node is absent, or npm reaches no registry.
set -euo pipefail
cd "$(dirname "$0")"
skip() {
  echo "web: not checked, $1" >&2
  exit 0
}
command -v node >/dev/null && command -v npm >/dev/null || skip "Node and npm are not installed"
[ -d node_modules/esbuild ] || npm ci --no-fund --no-audit --silent --fetch-retries=1 --fetch-timeout=20000 || skip "npm could not install what package-lock.json names"
npm run --silent check

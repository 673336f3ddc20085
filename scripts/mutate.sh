#!/usr/bin/env bash
# Changes the code in one place at a time and looks whether a test notices; writes docs/mutation.md. Names of parts as arguments, or all:
# scripts/mutate.sh schedule 'ledger steps'
# FILES='src/ledger/steps/plan.ts' scripts/mutate.sh 'ledger steps' tries these files anew and keeps what was found of the others.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
reports=${REPORTS:-$here/built/mutation}
mkdir -p "$reports"
# The tests of the ledger write thousands of stores.
if [ -w /dev/shm ]; then
  export TMPDIR=$(mktemp -d -p /dev/shm)
  trap 'rm -rf "$work" "$TMPDIR"' EXIT
fi

cd "$here"
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$work"
cd "$work"
npm ci --silent
npm run --silent build
# Not in package.json: it is run by hand, seldom, and brings a hundred packages. In a folder of its own, as it would change the others.
npm install --silent --no-save --legacy-peer-deps --prefix stryker @stryker-mutator/core@9.5.1 @stryker-mutator/vitest-runner@9.5.1
ln -s ../stryker/node_modules/@stryker-mutator node_modules/@stryker-mutator

if [ $# -eq 0 ]; then
  mapfile -t parts < <(node -e 'import("./scripts/mutation/parts.mjs").then(({ PARTS }) => console.log(Object.keys(PARTS).join("\n")))')
else
  parts=("$@")
fi
for part in "${parts[@]}"; do
  echo "== $part"
  PART="$part" node stryker/node_modules/.bin/stryker run scripts/mutation/stryker.config.mjs
  [ -n "${FILES:-}" ] || rm -f "$reports/$part.json"
  node scripts/mutation/keep.mjs mutation.json "$reports/$part.json"
done
node scripts/mutation/report.mjs "$reports" "$here/docs/mutation.md"

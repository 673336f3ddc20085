#!/usr/bin/env bash
# Packs botdigest, installs the tarball globally into an empty folder, and runs the demo from there; the pictures must be the same.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$here"
npm pack --silent --pack-destination "$work" >/dev/null
tarball=$(ls "$work"/*.tgz)
echo "packed: $(basename "$tarball"), $(du -k "$tarball" | cut -f1) kB, $(tar tzf "$tarball" | wc -l) files"
if tar tzf "$tarball" | grep -E '^package/(test|src|scripts|\.ci)/'; then
  echo "the tarball holds files that do not run" >&2
  exit 1
fi

# Installed by name from a registry, as users do.
mkfifo "$work/registry"
node "$here/scripts/local-registry.mjs" "$tarball" "$(npm config get registry)" >"$work/registry" &
registry=$!
trap 'kill $registry; rm -rf "$work"' EXIT
read -r address <"$work/registry"
npm install --silent --global --prefix "$work/global" --registry "$address" botdigest
# Installed versions must be those of the lock, transitive ones too.
node "$here/scripts/compare-versions.mjs" "$here/package-lock.json" "$work/global/lib/node_modules/botdigest"

cd "$work"
"$work/global/bin/botdigest" demo --out "$work/demo"
node "$here/scripts/look-at-demo.mjs" "$work/demo"

if [ -d "$here/demo-output/weekly-support/charts" ]; then
  diff -r "$here/demo-output/weekly-support/charts" "$work/demo/weekly-support/charts"
  echo "the same pictures as from the checkout"
fi

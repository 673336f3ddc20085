// Writes npm-shrinkwrap.json from package-lock.json before packing: whoever installs the tarball gets the versions that were tested.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { packages, ...lock } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));

function shrinkwrap(all) {
  const { workspaces: _workspaces, devDependencies: _dev, ...root } = all[''];
  const kept = Object.entries(all).filter(([path, { dev }]) => path.startsWith('node_modules/') && !dev);
  const entries = kept.map(([path, entry]) => [
    path,
    entry.link ? bundled(all[entry.resolved]) : withoutAddress(entry),
  ]);
  return { ...lock, packages: { '': root, ...Object.fromEntries(entries) } };
}

/** The workspace travels in the tarball as any bundled package does. */
const bundled = ({ version, license }) => ({ version, inBundle: true, license });

/** Every registry has the same packages, told apart by their hashes. */
const withoutAddress = ({ resolved: _resolved, ...entry }) => entry;

writeFileSync(at('npm-shrinkwrap.json'), `${JSON.stringify(shrinkwrap(packages), null, 2)}\n`);

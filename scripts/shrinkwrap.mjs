// Writes npm-shrinkwrap.json from package-lock.json before packing, so that the installed package has the tested versions.
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

/** The workspace is bundled in the tarball. */
const bundled = ({ version, license }) => ({ version, inBundle: true, license });

/** Without download URLs: the integrity hashes identify the packages in any registry. */
const withoutAddress = ({ resolved: _resolved, ...entry }) => entry;

writeFileSync(at('npm-shrinkwrap.json'), `${JSON.stringify(shrinkwrap(packages), null, 2)}\n`);

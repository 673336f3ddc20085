// compare-versions.mjs LOCK FOLDER: exits with 1 unless every package installed in a folder has the version of the lock.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [lock, folder] = process.argv.slice(2);
const { packages } = JSON.parse(readFileSync(lock, 'utf8'));
const locked = (path) => {
  const entry = packages[path];
  return (entry?.link ? packages[entry.resolved] : entry)?.version;
};

function* installed(below) {
  const root = join(folder, below, 'node_modules');
  for (const name of existsSync(root) ? readdirSync(root) : []) {
    if (name.startsWith('.')) continue;
    const names = name.startsWith('@')
      ? readdirSync(join(root, name)).map((part) => `${name}/${part}`)
      : [name];
    for (const one of names) {
      const path = join(below, 'node_modules', one);
      yield path;
      yield* installed(path);
    }
  }
}

const found = [...installed('')].filter((path) => existsSync(join(folder, path, 'package.json')));
const other = found.flatMap((path) => {
  const { version } = JSON.parse(readFileSync(join(folder, path, 'package.json'), 'utf8'));
  return version === locked(path) ? [] : [`${path}: ${version} is installed, ${locked(path)} is locked`];
});
if (other.length > 0) console.error(other.join('\n'));
else console.log(`all ${found.length} installed packages have the versions of the lock`);
process.exitCode = other.length > 0 || found.length === 0 ? 1 : 0;

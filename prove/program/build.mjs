import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** A copy of the built program below a folder, so that another build meanwhile changes nothing; its libraries are linked. @param {string} output @returns {string} its main file */
export function keptBuild(output) {
  const copy = join(output, 'program');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  if (!existsSync(join(REPOSITORY, 'dist', 'main.js')))
    throw new Error('There is no dist/main.js: npm run build');
  for (const name of ['dist', 'templates', 'package.json'])
    cpSync(join(REPOSITORY, name), join(copy, name), { recursive: true });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'));
  return join(copy, 'dist', 'main.js');
}

/** Names a build by all of its files. @param {string} main */
export function buildOf(main) {
  const hash = createHash('sha256');
  const files = readdirSync(dirname(main), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).toSorted())
    hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 12);
}

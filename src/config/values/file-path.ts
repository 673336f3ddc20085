import { homedir } from 'node:os';
import { join } from 'node:path';
import { oddCharacter } from '../read/characters.js';

/** Replaces a leading `~/` with the home folder. */
export function expandHome(path: string): string {
  return /^~(?=$|[\\/])/.test(path) ? join(homedir(), path.slice(1)) : path;
}

/** What is wrong with a path as written, or null. */
export function pathFault(path: string): string | null {
  const odd = oddCharacter(path, /[\p{Cc}\u2028\u2029]/u);
  if (odd)
    return `has ${odd.name}, which no path has: in double quotes a backslash starts an escape, so write single quotes, two backslashes or slashes`;
  const [, , shell] = /(^|[\\/])\$(?:env:|\()?([A-Za-z_]\w*)/i.exec(path) ?? [];
  if (shell !== undefined) return variable(`$${shell}`, shell);
  const [, windows] = /%([A-Za-z_][\w()]*)%/.exec(path) ?? [];
  if (windows !== undefined) return variable(`%${windows}%`, windows);
  if (/^~[^\\/]/.test(path) && !/^~\$/.test(path))
    return 'starts with ~, which stands for your own home folder only before a slash: ~/exports';
  return /^(file|https?):/i.test(path) ? 'must be a path, not an address' : null;
}

const variable = (written: string, name: string): string =>
  `holds ${written}, which is not filled in here: write \${${name}}`;

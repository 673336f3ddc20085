import { dirname, resolve } from 'node:path';
import { Secret } from '../lib/secret.js';
import { firstBytes } from './head.js';
import type { Issue } from './problem.js';
import { children, mapping, word } from './rules/loose.js';
import { formatPath, type Path } from './tree.js';

/** What the files named in a configuration hold: secrets by the path of their key, `chatbot.tokenFile`. */
export interface Mounted {
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly issues: readonly Issue[];
}

interface Reference {
  readonly path: Path;
  readonly file: string;
}

/** Reads every secret file and looks at every logo. `input` is unchecked; relative paths start at `file`'s folder. */
export async function readMounted(input: unknown, file: string): Promise<Mounted> {
  const folder = dirname(file);
  const secrets = new Map<string, Secret>();
  const issues: Issue[] = [];
  for (const { path, file: name } of secretReferences(input)) {
    const read = await readSecret(resolve(folder, name));
    if (read instanceof Secret) secrets.set(formatPath(path), read);
    else issues.push({ path, message: read });
  }
  for (const { path, file: name } of logoReferences(input)) {
    const fault = await logoFault(resolve(folder, name));
    if (fault !== null) issues.push({ path, message: fault });
  }
  return { secrets, issues };
}

function secretReferences(input: unknown): Reference[] {
  const root = mapping(input);
  return [
    ...reference(root.chatbot, ['chatbot'], 'tokenFile'),
    ...reference(root.email, ['email'], 'passwordFile'),
    ...reference(root.slack, ['slack'], 'tokenFile'),
    ...children(root.bots).flatMap(([id, bot]) => reference(bot, ['bots', id], 'tokenFile')),
  ];
}

function logoReferences(input: unknown): Reference[] {
  const root = mapping(input);
  return [
    ...reference(root.theme, ['theme'], 'logo'),
    ...children(root.digests).flatMap(([id, { theme }]) =>
      reference(theme, ['digests', id, 'theme'], 'logo'),
    ),
  ];
}

function reference(holder: unknown, path: Path, key: string): Reference[] {
  const file = word(mapping(holder)[key]);
  return file === null || file.trim() === '' ? [] : [{ path: [...path, key], file }];
}

const LONGEST_SECRET = 65_536;

/** The secret in a file without one trailing line break, or what is wrong with the file. */
async function readSecret(file: string): Promise<Secret | string> {
  const bytes = await firstBytes(file, LONGEST_SECRET).catch(() => null);
  if (bytes === null) return 'the file {value} cannot be read';
  const value = bytes.toString('utf8').replace(/\r?\n$/, '');
  if (value.trim() === '') return 'the file {value} is empty';
  return /\p{Cc}/u.test(value) ? 'the file {value} must hold one line' : new Secret(value);
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

async function logoFault(file: string): Promise<string | null> {
  const head = await firstBytes(file, PNG.length).catch(() => null);
  if (head === null) return 'the file {value} cannot be read';
  const picture = [PNG, JPEG].some((magic) => head.subarray(0, magic.length).equals(magic));
  return picture ? null : 'the file {value} is neither PNG nor JPEG';
}

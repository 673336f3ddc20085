import { lstat, readdir, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { suggest } from '../../lib/text/suggest.js';
import { firstBytes } from '../files/read-prefix.js';
import type { Problem } from '../problem.js';

/** The text of a file in a templates folder, or what is wrong with it. */
export type ReadText = { readonly text: string } | { readonly fault: string };

/** The files of a templates folder, as relative paths with forward slashes. */
export interface Listing {
  readonly templates: readonly string[];
  readonly theme: boolean;
  /** Language tags, as in the file names. */
  readonly languages: readonly string[];
  /** Subfolders that link to a place outside the folder. */
  readonly outside: readonly string[];
  /** Files that nothing reads. */
  readonly unknown: readonly string[];
}

export const THEME_FILE = 'theme.yaml';
const MESSAGES = 'messages';
const MAX_FILE = 1_000_000;

export const messageFile = (language: string) => `${MESSAGES}/${language}.yaml`;

/** Lists a folder, without dotfiles and READMEs; null when it does not exist. */
export async function listFolder(folder: string, templates: readonly string[]): Promise<Listing | null> {
  const names = await namesIn(folder);
  if (names === null) return null;
  const messages = names.includes(MESSAGES) ? await insideFolder(folder, MESSAGES) : null;
  const inMessages = messages === null || messages === OUTSIDE ? null : await namesIn(messages);
  const files = inMessages ?? [];
  const known = [...templates, THEME_FILE, ...(inMessages || messages === OUTSIDE ? [MESSAGES] : [])];
  return {
    templates: templates.filter((name) => names.includes(name)),
    theme: names.includes(THEME_FILE),
    outside: messages === OUTSIDE ? [MESSAGES] : [],
    languages: files.filter(isMessageFile).map((name) => name.replace(/\.yaml$/, '')),
    unknown: [
      ...names.filter((name) => !known.includes(name)),
      ...files.filter((name) => !isMessageFile(name)).map((name) => `${MESSAGES}/${name}`),
    ],
  };
}

const OUTSIDE = Symbol('outside');

/** The real path of a file or subfolder; null when it does not exist. */
async function insideFolder(folder: string, name: string): Promise<string | typeof OUTSIDE | null> {
  try {
    const [root, path] = await Promise.all([realpath(folder), realpath(`${folder}/${name}`)]);
    return path.startsWith(root === sep ? sep : root + sep) ? path : OUTSIDE;
  } catch {
    return null;
  }
}

const isMessageFile = (name: string) => name.endsWith('.yaml');

async function namesIn(folder: string): Promise<readonly string[] | null> {
  const names = await readdir(folder).catch(() => null);
  return names?.filter((name) => !/^\.|^readme(\.|$)/i.test(name)).toSorted() ?? null;
}

/** The warning about a file that nothing reads. */
export function unknownFile(folder: string, name: string, templates: readonly string[]): Problem {
  const known = [...templates, THEME_FILE, messageFile('<language>')];
  const suggestion = suggest(name, [...templates, THEME_FILE]);
  const message = `is not used${suggestion ? '' : `; known are ${known.join(', ')}`}`;
  return wholeFile(`${folder}/${name}`, message, suggestion);
}

export function wholeFile(file: string, message: string, suggestion: string | null = null): Problem {
  return { file, line: 0, column: 0, path: '', message, ...(suggestion === null ? {} : { suggestion }) };
}

/** Reads a regular file. A link must resolve to a file inside the folder, as links in a mounted folder do. */
export async function readText(folder: string, name: string): Promise<ReadText> {
  const file = await insideFolder(folder, name);
  if (file === null) return { fault: 'cannot be read' };
  if (file === OUTSIDE) return { fault: 'is a link out of the folder: put a copy of the file there' };
  if (!(await lstat(file).catch(() => null))?.isFile()) return { fault: 'is not a file' };
  const bytes = await firstBytes(file, MAX_FILE + 1).catch(() => null);
  if (bytes === null) return { fault: 'cannot be read' };
  if (bytes.length > MAX_FILE) return { fault: 'is larger than 1 MB' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { fault: 'is not UTF-8 text' };
  }
}

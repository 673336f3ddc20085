import { dirname, resolve } from 'node:path';
import { Secret } from '../lib/secret.js';
import { dkimKeyFault } from './dkim-key.js';
import { firstBytes } from './head.js';
import { exposure } from './permissions.js';
import type { Issue } from './problem.js';
import { type Reference, reference } from './reference.js';
import { children, mapping } from './rules/loose.js';
import { themeFileIssues } from './theme-files.js';
import { formatPath, type Path } from './tree.js';

/** What the files named in a configuration hold: secrets by the path of their key, `chatbot.tokenFile`. */
export interface Mounted {
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly issues: readonly Issue[];
  /** Files that others may read or write. */
  readonly warnings: readonly Issue[];
}

/** A file with a secret, and what may be wrong with what it holds. */
interface SecretReference extends Reference {
  fault(content: string): string | null;
}

/** Reads every secret file and looks at every theme's files. `input` is unchecked; relative paths start at `file`'s folder. */
export async function readMounted(input: unknown, file: string): Promise<Mounted> {
  const folder = dirname(file);
  const secrets = new Map<string, Secret>();
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  for (const { path, file: name, fault } of secretReferences(input)) {
    const read = await readSecret(resolve(folder, name), fault);
    if (read instanceof Secret) secrets.set(formatPath(path), read);
    else issues.push({ path, message: read });
    const exposed = await exposure(resolve(folder, name), 'secret');
    if (exposed !== null) warnings.push({ path, message: `the file {value} ${exposed}` });
  }
  for (const [theme, path] of themes(input)) issues.push(...(await themeFileIssues(theme, path, file)));
  return { secrets, issues, warnings };
}

/** Every secret file that a configuration names, unchecked. */
export const secretFiles = (input: unknown, file: string): string[] => [
  ...new Set(secretReferences(input).map((one) => resolve(dirname(file), one.file))),
];

function secretReferences(input: unknown): SecretReference[] {
  const root = mapping(input);
  const lines = [
    ...reference(root.chatbot, ['chatbot'], 'tokenFile'),
    ...reference(root.email, ['email'], 'passwordFile'),
    ...reference(root.slack, ['slack'], 'tokenFile'),
    ...children(root.bots).flatMap(([id, bot]) => reference(bot, ['bots', id], 'tokenFile')),
  ];
  const keys = reference(mapping(root.email).dkim, ['email', 'dkim'], 'privateKeyFile');
  return [
    ...lines.map((line) => ({ ...line, fault: lineFault })),
    ...keys.map((key) => ({ ...key, fault: keyFault })),
  ];
}

const lineFault = (content: string) =>
  /\p{Cc}/u.test(content) ? 'the file {value} must hold one line' : null;

function keyFault(pem: string): string | null {
  const fault = dkimKeyFault(pem);
  return fault && `the file {value} ${fault}`;
}

/** Every theme with the path of its key. */
function themes(input: unknown): (readonly [theme: unknown, path: Path])[] {
  const root = mapping(input);
  const ofDigests = children(root.digests).map(
    ([id, { theme }]) => [theme, ['digests', id, 'theme'] as Path] as const,
  );
  return [[root.theme, ['theme']], ...ofDigests];
}

const LONGEST_SECRET = 65_536;

/** The secret in a file without one trailing line break, or what is wrong with the file. */
async function readSecret(file: string, fault: SecretReference['fault']): Promise<Secret | string> {
  const bytes = await firstBytes(file, LONGEST_SECRET).catch(() => null);
  if (bytes === null) return 'the file {value} cannot be read';
  const value = bytes.toString('utf8').replace(/\r?\n$/, '');
  if (value.trim() === '') return 'the file {value} is empty';
  return fault(value) ?? new Secret(value);
}

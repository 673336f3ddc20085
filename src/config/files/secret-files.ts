import { dirname, resolve } from 'node:path';
import { Secret } from '../../lib/secret.js';
import type { ChannelRules } from '../channel-rules.js';
import type { Issue } from '../problem.js';
import { type SecretKind, secretCharacterFault, tidySecret } from '../read/characters.js';
import { publications, type RawOptions, rawOptions } from '../read/entries.js';
import { formatPath, type Path } from '../read/tree.js';
import { children, mapping } from '../read/untyped.js';
import { exposure } from './permissions.js';
import { firstBytes } from './read-prefix.js';
import { fileReference, type Reference } from './reference.js';
import { themeFileIssues } from './theme-files.js';

/** Contents of secret files, by the path of their key, such as `chatbot.tokenFile`. */
export interface SecretFiles {
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly issues: readonly Issue[];
  /** Files that others may read or write. */
  readonly warnings: readonly Issue[];
}

/** A secret file and the check of its content. */
interface SecretReference extends Reference {
  readonly kind: SecretKind;
  fault(content: string): string | null;
}

/** Reads all secret files and checks the files of all themes. `input` is unvalidated; relative paths start at `file`'s folder. */
export async function readSecretFiles(
  input: unknown,
  file: string,
  channels: readonly ChannelRules[],
): Promise<SecretFiles> {
  const folder = dirname(file);
  const secrets = new Map<string, Secret>();
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  for (const { path, file: name, ...judge } of secretReferences(input, channels)) {
    const read = await readSecret(resolve(folder, name), judge);
    if (read instanceof Secret) secrets.set(formatPath(path), read);
    else issues.push({ path, message: read });
    const exposed = await exposure(resolve(folder, name), 'secret');
    if (exposed !== null) warnings.push({ path, message: `the file {value} ${exposed}` });
  }
  for (const [theme, path] of themes(input)) issues.push(...(await themeFileIssues(theme, path, file)));
  return { secrets, issues, warnings };
}

/** All secret files named in an unvalidated configuration. */
export const secretFiles = (input: unknown, file: string, channels: readonly ChannelRules[]): string[] => [
  ...new Set(secretReferences(input, channels).map((one) => resolve(dirname(file), one.file))),
];

function secretReferences(input: unknown, channels: readonly ChannelRules[]): SecretReference[] {
  const root = mapping(input);
  const tokens = [
    ...fileReference(root.chatbot, ['chatbot'], 'tokenFile'),
    ...children(root.bots).flatMap(([id, bot]) => fileReference(bot, ['bots', id], 'tokenFile')),
  ];
  return [
    ...tokens.map((one) => ({ ...one, kind: 'token' as const, fault: () => null })),
    ...fileReference(root.server, ['server'], 'passwordFile').map((one) => ({
      ...one,
      kind: 'line' as const,
      fault: () => null,
    })),
    ...channels.flatMap((channel) =>
      (channel.settings?.secrets ?? []).flatMap(({ key, kind, fault }) => {
        const path = [channel.kind, ...key.split('.')];
        const holder = path.slice(0, -1);
        const held = holder.reduce<unknown>((value, name) => mapping(value)[name], root);
        return fileReference(held, holder, `${path.at(-1)}File`).map((one) => ({ ...one, kind, fault }));
      }),
    ),
    ...rawOptions(root).flatMap((entry) => referencesOf(entry, channels)),
  ];
}

function referencesOf(
  { kind: channel, path, options }: RawOptions,
  channels: readonly ChannelRules[],
): SecretReference[] {
  const keys = channels.find(({ kind }) => kind === channel)?.secretOptions?.keys ?? [];
  return keys.flatMap(({ key, kind, fault }) =>
    fileReference(options, path, `${key}File`).map((one) => ({ ...one, kind, fault })),
  );
}

/** All themes with the paths of their keys. */
function themes(input: unknown): (readonly [theme: unknown, path: Path])[] {
  const root = mapping(input);
  const own = publications(root).map(({ path, input }) => [input.theme, [...path, 'theme'] as Path] as const);
  return [[root.theme, ['theme']], ...own];
}

const MAX_SECRET_LENGTH = 65_536;

/** The secret in a file, without BOM and final line end, or what is wrong with the file. */
async function readSecret(
  file: string,
  { kind, fault }: Pick<SecretReference, 'kind' | 'fault'>,
): Promise<Secret | string> {
  const bytes = await firstBytes(file, MAX_SECRET_LENGTH + 1).catch(() => null);
  if (bytes === null) return 'the file {value} cannot be read';
  if (bytes.length > MAX_SECRET_LENGTH)
    return 'the file {value} is larger than 64 KB, too large for a secret';
  if (/^(\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2)))
    return 'the file {value} is UTF-16: save it as UTF-8';
  const value = tidySecret(bytes.toString('utf8'));
  if (value.includes('\ufffd')) return 'the file {value} is not UTF-8 text';
  if (value.trim() === '') return 'the file {value} is empty';
  const wrong = secretCharacterFault(value, kind) ?? fault(value);
  return wrong === null ? new Secret(value) : `the file {value} ${wrong}`;
}

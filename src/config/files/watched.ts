import { stat } from 'node:fs/promises';
import { sha256 } from '../../lib/hash.js';
import type { ChannelRules } from '../channel-rules.js';
import { interpolate } from '../read/interpolate.js';
import { untypedValue } from '../read/tree.js';
import type { Environment } from '../read/variables.js';
import { parseYaml } from '../read/yaml.js';
import { authorityFiles } from './authorities.js';
import { firstBytes } from './read-prefix.js';
import { secretFiles } from './secret-files.js';

/** Hashes of a configuration, its secret files and certificates, by path; null for an unreadable file. */
export type WatchedContents = ReadonlyMap<string, string | null>;

/** What the secret files of a configuration are found with. */
export interface WatchContext {
  readonly env: Environment;
  readonly channels: readonly ChannelRules[];
}

/** Larger than any valid configuration or secret, bytes. */
const MAX_FILE_BYTES = 1_100_000;

/** Reads a configuration and the secret and certificate files that it names. While it cannot be parsed, the files of `before` are read. */
export async function contentsOf(
  file: string,
  { env, channels }: WatchContext,
  before?: WatchedContents,
): Promise<WatchedContents> {
  const bytes = await read(file);
  const hash = bytes && sha256(bytes);
  const same = hash !== null && hash === before?.get(file);
  const named = same ? null : await namedIn(bytes, file, { env, channels });
  const others = named ?? [...(before?.keys() ?? [])].filter((path) => path !== file);
  const contents = new Map([[file, hash]]);
  for (const path of others) {
    const held = await read(path);
    contents.set(path, held && sha256(held));
  }
  return contents;
}

async function namedIn(
  bytes: Buffer | null,
  file: string,
  { env, channels }: WatchContext,
): Promise<string[] | null> {
  const tree = bytes && parseYaml(bytes.toString()).tree;
  if (tree === null) return null;
  const input = untypedValue(interpolate(tree, env).tree);
  return [...secretFiles(input, file, channels), ...authorityFiles(input, file)];
}

async function read(path: string): Promise<Buffer | null> {
  try {
    return (await stat(path)).isFile() ? await firstBytes(path, MAX_FILE_BYTES) : null;
  } catch {
    return null;
  }
}

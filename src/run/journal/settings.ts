import { readFile } from 'node:fs/promises';
import type { DigestConfig, Theme } from '../../config/config.js';
import type { StoredSettings } from '../../ledger/model/content.js';
import { Secret } from '../../lib/secret.js';
import { VERSION } from '../../lib/system/version.js';

/** What a digest is rendered with, besides its figures. */
export interface RenderSettings {
  /** Tokens of bots and secrets of entries are empty once it was stored. */
  readonly digest: DigestConfig;
  /** Resolved settings by the kind of the channel. */
  readonly channels: ReadonlyMap<string, unknown>;
}

/** Settings as JSON text without secrets, with the contents of the files that the theme names. */
export async function storeSettings({ digest, channels }: RenderSettings): Promise<StoredSettings> {
  const { theme, files } = await withoutFiles(digest.theme);
  const json = JSON.stringify(encoded({ digest: { ...digest, theme }, channels }));
  return { version: VERSION, json, files };
}

/**
 * Reads stored settings. The secrets of a channel are those of `today`; where one of them is not there any more, the channel has all of its
 * settings from `today`. A channel that is gone has empty secrets.
 */
export function readSettings(
  { json, files }: StoredSettings,
  today: RenderSettings['channels'],
): RenderSettings {
  const stored = JSON.parse(json);
  const dataUrl = (file: string) =>
    `data:;base64,${Buffer.from(files.get(file) ?? new Uint8Array()).toString('base64')}`;
  const digest = decoded(stored.digest, { dataUrl, secretAt: () => new Secret('') });
  const secretAt = (path: readonly string[]) =>
    secretIn(today, path) ?? (today.has(path[0] ?? '') ? null : new Secret(''));
  const blocks = decoded(stored.channels, { dataUrl, secretAt });
  const channels = [...(blocks as Map<string, unknown>)].map(
    ([kind, block]) => [kind, lacksSecret(block) ? today.get(kind) : block] as const,
  );
  return { digest: digest as DigestConfig, channels: new Map(channels) };
}

/** How values that JSON does not know are stored. */
const [SECRET, MAP, FILE] = ['$secret', '$map', '$file'] as const;

function encoded(value: unknown): unknown {
  if (value instanceof Secret) return { [SECRET]: true };
  if (value instanceof Map) return { [MAP]: [...value].map(([key, one]) => [key, encoded(one)]) };
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encoded(one)]));
}

interface Decoding {
  dataUrl(file: string): string;
  /** The secret at a path of keys; null where there is none. */
  secretAt(path: readonly string[]): Secret | null;
}

function decoded(value: unknown, how: Decoding, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((one, index) => decoded(one, how, [...path, String(index)]));
  if (typeof value !== 'object' || value === null) return value;
  const held = value as Readonly<Record<string, unknown>>;
  if (SECRET in held) return how.secretAt(path) ?? MISSING;
  if (FILE in held) return how.dataUrl(String(held[FILE]));
  if (MAP in held)
    return new Map(
      (held[MAP] as [string, unknown][]).map(([key, one]) => [key, decoded(one, how, [...path, key])]),
    );
  return Object.fromEntries(
    Object.entries(held).map(([key, one]) => [key, decoded(one, how, [...path, key])]),
  );
}

/** Stands where a secret is not configured any more. */
const MISSING = Symbol('missing secret');

function lacksSecret(value: unknown): boolean {
  if (value === MISSING) return true;
  if (typeof value !== 'object' || value === null || value instanceof Secret) return false;
  return Object.values(value).some(lacksSecret);
}

function secretIn(holder: unknown, path: readonly string[]): Secret | null {
  const found = path.reduce<unknown>(
    (value, key) =>
      value instanceof Map ? value.get(key) : (value as Record<string, unknown> | null)?.[key],
    holder,
  );
  return found instanceof Secret ? found : null;
}

/** The theme with marks in the place of paths, and what those files hold. */
async function withoutFiles({ logo, font, ...theme }: Theme) {
  const paths = Object.entries({ logo, ...font }).filter(([, path]) => path !== null);
  const contents = paths.map(async ([name, path]) => [name, await readFile(path ?? '')] as const);
  const marked = (name: string) => ({ [FILE]: name }) as unknown as string;
  return {
    files: new Map(await Promise.all(contents)),
    theme: {
      ...theme,
      logo: logo && marked('logo'),
      font: font && {
        regular: marked('regular'),
        medium: marked('medium'),
        semibold: marked('semibold'),
      },
    },
  };
}

import type { AlertConfig, Config, DigestConfig } from '../../config/config.js';
import { Secret } from '../../lib/secret.js';
import { masked } from '../../lib/text/masked.js';
import { formatDuration } from '../../lib/text/units.js';
import { fileSize } from '../words/counts.js';

/** A part of the configuration in use. */
export interface SettingsPart {
  readonly name: string;
  /** Shown on demand: there may be many like it. */
  readonly folded: boolean;
  readonly rows: readonly (readonly [key: string, value: string])[];
}

/** Derived, or too long to read. */
const LEFT_OUT: readonly string[] = [
  'templates',
  'theme',
  'holidays',
  'secrets',
  'warnings',
  'file',
  'ca',
  'path',
];

/** Everything in use, key by key, with secrets as `<secret>`. */
export function settingsParts(config: Config): readonly SettingsPart[] {
  const { digests, alerts, bots, channels, notify, store, server, chatbot, ...rest } = config;
  const part = (name: string, value: unknown): SettingsPart => ({ name, folded: false, rows: rowsOf(value) });
  const folded = (name: string, value: unknown): SettingsPart => ({ ...part(name, value), folded: true });
  return [
    part('General', rest),
    part('Store', store),
    part('ChatBot API', chatbot),
    part('Server', server ?? { server: 'off' }),
    ...[...channels].map(([kind, settings]) => part(`Channel ${kind}`, settings)),
    part('Notices', { notify }),
    ...[...bots.values()].map((bot) => folded(`Bot ${bot.id}`, bot)),
    ...[...digests.values()].map((digest) => folded(`Digest ${digest.id}`, withBotIds(digest))),
    ...[...alerts.values()].map((alert) => folded(`Alert ${alert.id}`, withBotIds(alert))),
  ].filter(({ rows }) => rows.length > 0);
}

/** What is stored of a digest and of the channels that a run of it used. */
export function storedParts(
  digest: DigestConfig,
  channels: ReadonlyMap<string, unknown>,
): readonly SettingsPart[] {
  const part = (name: string, value: unknown): SettingsPart => ({ name, folded: false, rows: rowsOf(value) });
  return [
    part(`Digest ${digest.id}`, withBotIds(digest)),
    ...[...channels].map(([kind, settings]) => part(`Channel ${kind}`, settings)),
  ].filter(({ rows }) => rows.length > 0);
}

const withBotIds = (publication: Pick<DigestConfig | AlertConfig, 'bots'>) => ({
  ...publication,
  bots: publication.bots.map(({ id }) => id),
});

function rowsOf(value: unknown, key = ''): (readonly [string, string])[] {
  const entries = entriesOf(value);
  if (entries === null)
    return value === null || value === undefined || value === '' ? [] : [[key, textOf(value, key)]];
  return entries
    .filter(([name]) => !LEFT_OUT.includes(name))
    .flatMap(([name, one]) => rowsOf(one, key === '' ? name : `${key}.${name}`));
}

/** The entries of a value that is shown key by key; null for one that is shown on a line. */
function entriesOf(value: unknown): (readonly [string, unknown])[] | null {
  if (value instanceof Map) return [...value];
  if (Array.isArray(value))
    return value.some((one) => typeof one === 'object' && one !== null && !(one instanceof Secret))
      ? value.map((one, index) => [String(index), one] as const)
      : null;
  if (typeof value !== 'object' || value === null || value instanceof Secret) return null;
  return Object.entries(value);
}

/** The configuration holds times in ms and sizes in bytes. */
const TIMES =
  /(^|\.)(timeout|deadline|minInterval|retention|gapPatience|grace|maxLateness|remind|interval|within)$/;
const SIZES = /(^|\.)maxSize$/;

function textOf(value: unknown, key: string): string {
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one) => textOf(one, key)).join(', ');
  if (typeof value === 'number' && TIMES.test(key)) return value === 0 ? '0s' : formatDuration(value);
  if (typeof value === 'number' && SIZES.test(key)) return fileSize(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return masked(String(value));
}

import type { Config } from '../../config/config.js';
import { Secret } from '../../lib/secret.js';
import { masked } from '../../lib/text/masked.js';

/** A part of the configuration in use. */
export interface SettingsPart {
  readonly name: string;
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
  const part = (name: string, value: unknown): SettingsPart => ({ name, rows: rowsOf(value) });
  const ids = (publication: {
    readonly bots: Config['bots'] extends ReadonlyMap<string, infer Bot> ? readonly Bot[] : never;
  }) => ({
    ...publication,
    bots: publication.bots.map(({ id }) => id),
  });
  return [
    part('General', rest),
    part('Store', store),
    part('ChatBot API', chatbot),
    part('Server', server ?? { server: 'off' }),
    ...[...channels].map(([kind, settings]) => part(`Channel ${kind}`, settings)),
    part('Notices', { notify }),
    ...[...bots.values()].map((bot) => part(`Bot ${bot.id}`, bot)),
    ...[...digests.values()].map((digest) => part(`Digest ${digest.id}`, ids(digest))),
    ...[...alerts.values()].map((alert) => part(`Alert ${alert.id}`, ids(alert))),
  ].filter(({ rows }) => rows.length > 0);
}

function rowsOf(value: unknown, key = ''): (readonly [string, string])[] {
  const entries = entriesOf(value);
  if (entries === null) return value === null || value === undefined ? [] : [[key, textOf(value)]];
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

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(textOf).join(', ');
  return masked(String(value));
}

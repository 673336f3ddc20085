import { Secret } from '../lib/secret.js';
import type { ChannelRules } from './channel-rules.js';
import type { AlertConfig, Config, DigestConfig, TargetConfig } from './config.js';

/** The changes of a new configuration as short phrases: settings, digests, alerts, slots, readers; never the value of a secret. */
export function configChanges(before: Config, after: Config, channels: readonly ChannelRules[]): string[] {
  const common = settings(commonOf(before), commonOf(after), '');
  const inherited = new Set(common.map(({ key, words }) => key + words));
  return [
    ...common.map(({ key, words }) => `${key} ${words}`),
    ...targetChanges('notify', before.notify, after.notify, channels),
    ...(['digest', 'alert'] as const).flatMap((kind) => {
      const [old, now] = [before[`${kind}s`], after[`${kind}s`]];
      return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
        const pair = [old.get(id), now.get(id)] as const;
        if (!pair[0] || !pair[1]) return [`${kind} ${id} ${pair[1] ? 'added' : 'removed'}`];
        return ownChanges(`${kind}s.${id}`, [pair[0], pair[1]], { channels, inherited });
      });
    }),
  ];
}

/** The keys outside digests and alerts that are compared; `file`, `secrets` and `warnings` are derived. */
function commonOf({
  digests: _d,
  alerts: _a,
  notify: _n,
  secrets: _s,
  warnings: _w,
  file: _f,
  channels,
  proxy,
  ...rest
}: Config) {
  // In an array it is compared as a whole.
  return { ...rest, proxy: [proxy], ...Object.fromEntries(channels) };
}

type Publication = DigestConfig | AlertConfig;

/** The changes of a digest or an alert, without those of common settings. */
function ownChanges(
  path: string,
  [old, now]: readonly [Publication, Publication],
  {
    channels,
    inherited,
  }: { readonly channels: readonly ChannelRules[]; readonly inherited: ReadonlySet<string> },
): string[] {
  const own = settings(settingsOf(old), settingsOf(now), '').filter(
    ({ key, words }) => key === 'timezone' || !inherited.has(key + words),
  );
  return [
    ...own.map(({ key, words }) => `${path}.${key} ${words}`),
    ...targetChanges(`${path}.deliver`, old.deliver, now.deliver, channels),
  ];
}

/** Bots as ids: changes of a bot are listed once, not per digest. The rules of an alert are its `when`. */
function settingsOf({ id: _id, deliver: _deliver, bots, ...rest }: Publication) {
  const ids = bots.map(({ id }) => id);
  if (!('rules' in rest)) return { ...rest, bots: ids };
  const { rules: when, ...others } = rest;
  return { ...others, when, bots: ids };
}

interface Change {
  readonly key: string;
  readonly words: string;
}

/** The differences of two values, key by key. */
function settings(old: unknown, now: unknown, key: string): Change[] {
  const [one, other] = [entriesOf(old), entriesOf(now)];
  if (one === null || other === null) return isSame(old, now) ? [] : [{ key, words: changeWords(old, now) }];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) =>
    settings(one.get(name), other.get(name), key === '' ? name : `${key}.${name}`),
  );
}

/** The entries of a value that is compared key by key; null for any other. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (value instanceof Map) return value;
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return plain && !(value instanceof Secret) ? new Map(Object.entries(value)) : null;
}

const isSame = (old: unknown, now: unknown): boolean => canonical(old) === canonical(now);

/** A canonical text for comparison. It contains secrets, so it is never printed. */
function canonical(value: unknown): string {
  if (value instanceof Secret) return `secret ${value.reveal()}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = entriesOf(value);
  if (entries === null) return JSON.stringify(value) ?? 'nothing';
  return `{${[...entries].map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join()}}`;
}

/** Values are shown when they are short. */
const MAX_SHOWN_LENGTH = 60;

function changeWords(old: unknown, now: unknown): string {
  const [from, to] = [shown(old), shown(now)];
  if (isAbsent(old)) return to === null ? 'added' : `added: ${to}`;
  if (isAbsent(now)) return from === null ? 'removed' : `removed: ${from}`;
  return from === null || to === null || from === to ? 'changed' : `changed from ${from} to ${to}`;
}

const isAbsent = (value: unknown) => value === null || value === undefined;

function shown(value: unknown): string | null {
  const scalar = typeof value !== 'object';
  const words = Array.isArray(value) && value.every((one) => typeof one !== 'object');
  const text = scalar || words ? (JSON.stringify(value) ?? null) : null;
  return text === null || text.length > MAX_SHOWN_LENGTH ? null : text;
}

/** Readers added and removed, and whether the contents for others change. */
function targetChanges(
  key: string,
  before: readonly TargetConfig[],
  after: readonly TargetConfig[],
  channels: readonly ChannelRules[],
): string[] {
  const named = (targets: readonly TargetConfig[]) => targets.flatMap((target) => namesOf(target, channels));
  const [old, now] = [named(before), named(after)];
  const added = now.filter((name) => !old.includes(name));
  const removed = old.filter((name) => !now.includes(name));
  const strip = (targets: readonly TargetConfig[]) =>
    targets.map(({ kind, options, slice }) => [kind, options, slice]);
  const differs = added.length + removed.length === 0 && !isSame(strip(before), strip(after));
  return [
    ...added.map((name) => `${key}: ${name} added`),
    ...removed.map((name) => `${key}: ${name} removed`),
    ...(differs ? [`${key} changed`] : []),
  ];
}

function namesOf({ kind, options }: TargetConfig, channels: readonly ChannelRules[]): string[] {
  const key = channels.find((channel) => channel.kind === kind)?.reader.key;
  const held = key && (options as Readonly<Record<string, unknown>>)[key];
  const names = (Array.isArray(held) ? held : [held]).filter((name) => typeof name === 'string');
  return names.length > 0 ? names.map((name) => `${kind} ${name}`) : [kind];
}

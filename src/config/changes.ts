import type { ChannelRules } from './channel-rules.js';
import type { Config, TargetConfig } from './config.js';
import { commonSettings, isSame, ownSettings, type Published, settingChanges } from './differences.js';

/** The changes of a new configuration as short phrases: settings, digests, alerts, slots, readers; never the value of a secret. */
export function configChanges(before: Config, after: Config, channels: readonly ChannelRules[]): string[] {
  const common = inWords(settingChanges(commonSettings(before), commonSettings(after)));
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

/** The changes of a digest or an alert, without those of common settings. */
function ownChanges(
  path: string,
  [old, now]: readonly [Published, Published],
  {
    channels,
    inherited,
  }: { readonly channels: readonly ChannelRules[]; readonly inherited: ReadonlySet<string> },
): string[] {
  const own = inWords(settingChanges(ownSettings(old), ownSettings(now))).filter(
    ({ key, words }) => key === 'timezone' || !inherited.has(key + words),
  );
  return [
    ...own.map(({ key, words }) => `${path}.${key} ${words}`),
    ...targetChanges(`${path}.deliver`, old.deliver, now.deliver, channels),
  ];
}

const inWords = (changes: ReturnType<typeof settingChanges>) =>
  changes.map(({ key, before, after }) => ({ key, words: changeWords(before, after) }));

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

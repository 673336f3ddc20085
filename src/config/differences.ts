import { Secret } from '../lib/secret.js';
import type { AlertConfig, Config, DigestConfig } from './config.js';

/** The keys outside digests and alerts that are compared; `file`, `secrets` and `warnings` are derived. */
export function commonSettings({
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

export type Published = DigestConfig | AlertConfig;

/** Bots as ids: changes of a bot are listed once, not per digest. The rules of an alert are its `when`. */
export function ownSettings({ id: _id, deliver: _deliver, bots, ...rest }: Published) {
  const ids = bots.map(({ id }) => id);
  if (!('rules' in rest)) return { ...rest, bots: ids };
  const { rules: when, ...others } = rest;
  return { ...others, when, bots: ids };
}

export interface SettingChange {
  /** Its path: `theme.accent`. */
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The differences of two values, key by key. */
export function settingChanges(before: unknown, after: unknown, key = ''): SettingChange[] {
  const [one, other] = [entriesOf(before), entriesOf(after)];
  if (one === null || other === null) return isSame(before, after) ? [] : [{ key, before, after }];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) =>
    settingChanges(one.get(name), other.get(name), key === '' ? name : `${key}.${name}`),
  );
}

/** The entries of a value that is compared key by key; null for any other. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (value instanceof Map) return value;
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return plain && !(value instanceof Secret) ? new Map(Object.entries(value)) : null;
}

export const isSame = (old: unknown, now: unknown): boolean => canonical(old) === canonical(now);

/** A canonical text for comparison. It contains secrets, so it is never printed. */
function canonical(value: unknown): string {
  if (value instanceof Secret) return `secret ${value.reveal()}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = entriesOf(value);
  if (entries === null) return JSON.stringify(value) ?? 'nothing';
  return `{${[...entries].map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join()}}`;
}

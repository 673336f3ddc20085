import { checkName } from '../../alerts/check-name.js';
import type { Channels } from '../../channels/channel.js';
import type { AlertConfig, Config, DigestConfig } from '../../config/config.js';
import { commonSettings, ownSettings, type SettingChange, settingChanges } from '../../config/differences.js';
import type { StoredPause } from '../../ledger/ledger.js';
import { canonicalJson, sha256 } from '../../lib/hash.js';
import { Secret } from '../../lib/secret.js';
import { omissionAt } from '../../schedule/pause.js';
import { scheduledSlots } from '../../schedule/schedule.js';
import { destinationsOf } from '../readers/destination.js';
import { slicesOf } from '../readers/slices.js';
import { timetableOf } from '../schedule/timetable.js';

/** What another configuration does differently. */
export interface Difference {
  /** A digest, the checks of an alert (`alert.outage`), or null for what concerns none of them alone. */
  readonly digest: string | null;
  readonly what: 'slots' | 'readers' | 'channels' | 'sections' | 'settings';
  /**
   * Slots (instants) and readers that only one of them has, all channels and sections, or the settings that differ by their path. Null where the
   * digest is not there.
   */
  readonly before: Side;
  readonly after: Side;
}

type Side = readonly string[] | Readonly<Record<string, unknown>> | null;

/** A configuration with what it makes due, checks of alerts included. */
export interface ComparedConfig {
  readonly config: Config;
  readonly digests: ReadonlyMap<string, DigestConfig>;
  readonly channels: Channels;
}

/** Slots are compared for this long, ms. */
const SPAN = 28 * 86_400_000;

/** When they are compared, epoch ms, and what people leave out by hand, whichever of the two is in use. */
interface Present {
  readonly now: number;
  readonly leftOut: readonly StoredPause[];
}

/** Compares what two configurations would do from now on, without asking anybody. */
export function differencesOf(
  before: ComparedConfig,
  after: ComparedConfig,
  present: Present,
): readonly Difference[] {
  const ids = new Set([...before.digests.keys(), ...after.digests.keys()]);
  return [
    ...(settingsRow(null, commonChanges(before.config, after.config)) ?? []),
    ...[...ids].flatMap((id) => digestDifferences(id, before, after, present)),
  ];
}

/** Settings that digests and alerts inherit show in those. */
const INHERITED = ['timezone', 'locale', 'weekStart', 'firstWeekday', 'theme', 'templates'];

const commonChanges = (before: Config, after: Config): readonly SettingChange[] => [
  ...settingChanges(commonSettings(before), commonSettings(after)).filter(
    ({ key }) => !INHERITED.includes(key.split('.')[0] ?? ''),
  ),
  ...settingChanges({ notify: before.notify }, { notify: after.notify }),
];

function digestDifferences(
  id: string,
  before: ComparedConfig,
  after: ComparedConfig,
  present: Present,
): Difference[] {
  const [one, other] = [before.digests.get(id), after.digests.get(id)];
  const row = (what: Difference['what'], old: Side, fresh: Side): Difference[] =>
    canonicalJson(old) === canonicalJson(fresh) ? [] : [{ digest: id, what, before: old, after: fresh }];
  const apart = (
    what: Difference['what'],
    of: (side: ComparedConfig, digest: DigestConfig) => readonly string[],
  ) => {
    const [old, fresh] = [one && of(before, one), other && of(after, other)];
    const alone = (mine?: readonly string[], others: readonly string[] = []) =>
      mine ? mine.filter((word) => !others.includes(word)) : null;
    return row(what, alone(old, fresh), alone(fresh, old));
  };
  const whole = (what: Difference['what'], of: (digest: DigestConfig) => readonly string[]) =>
    row(what, one ? of(one) : null, other ? of(other) : null);
  return [
    ...apart('slots', (_side, digest) => slotsOf(digest, present)),
    ...apart('readers', ({ channels }, digest) => readerNames(digest, channels)),
    ...whole('channels', ({ deliver }) => [...new Set(deliver.map(({ kind }) => kind))].toSorted()),
    ...whole('sections', ({ reports }) => reports.names),
    ...settingsRow(id, [
      ...publicationChanges(id, before.config, after.config),
      ...(one && other ? entryChanges(one, other) : []),
    ]),
  ];
}

function slotsOf(digest: DigestConfig, { now, leftOut }: Present): readonly string[] {
  const timetable = timetableOf(digest, leftOut);
  if (timetable === null) return [];
  return scheduledSlots(timetable, { after: now, until: now + SPAN })
    .filter((at) => omissionAt(timetable, at) === null)
    .map((at) => new Date(at).toISOString());
}

/** `email ada@example.com`, with the slice where it has a name. */
const readerNames = (digest: DigestConfig, channels: Channels): readonly string[] =>
  slicesOf(digest).flatMap(({ name, config }) =>
    destinationsOf(config, channels).map(
      ({ target: { kind, address } }) => `${kind} ${address}${name === '' ? '' : ` (${name})`}`,
    ),
  );

/** Options of entries that reach the same people. */
function entryChanges(one: DigestConfig, other: DigestConfig): readonly SettingChange[] {
  const entries = ({ deliver }: DigestConfig) =>
    deliver.map(({ kind, options, slice }) => ({ [kind]: options, ...slice.changes }));
  return settingChanges({ deliver: entries(one) }, { deliver: entries(other) });
}

/** Of one that is only in one of them, what it is about. */
function publicationChanges(id: string, before: Config, after: Config): readonly SettingChange[] {
  const [one, other] = [publicationOf(before, id), publicationOf(after, id)];
  if (!one || !other) {
    const changes = settingChanges(one && ownSettings(one), other && ownSettings(other));
    return changes.flatMap(({ before: old, after: fresh }) => settingChanges(brief(old), brief(fresh)));
  }
  return settingChanges(ownSettings(one), ownSettings(other)).filter(({ key }) => key !== 'reports.names');
}

function publicationOf({ digests, alerts }: Config, id: string): DigestConfig | AlertConfig | undefined {
  const alert = [...alerts.values()].find((one) => checkName(one.id) === id);
  return alert ?? digests.get(id);
}

const BRIEF = ['title', 'schedule', 'check', 'when', 'timezone', 'locale', 'period', 'bots'];

const brief = (settings: unknown): object =>
  Object.fromEntries(Object.entries(settings ?? {}).filter(([key]) => BRIEF.includes(key)));

function settingsRow(digest: string | null, changes: readonly SettingChange[]): Difference[] {
  if (changes.length === 0) return [];
  const side = (of: 'before' | 'after') =>
    Object.fromEntries(changes.map((change) => [change.key, shownValue(change[of])]));
  return [{ digest, what: 'settings', before: side('before'), after: side('after') }];
}

/** Longer values are shown as their hash. */
const MAX_SHOWN = 200;

/** A value that tells no secret. */
function shownValue(value: unknown): unknown {
  const plain = withoutSecrets(value);
  const text = JSON.stringify(plain) ?? 'null';
  return text.length > MAX_SHOWN ? `sha256 ${sha256(text).slice(0, 12)}` : (plain ?? null);
}

function withoutSecrets(value: unknown): unknown {
  if (value instanceof Secret) return value.toString();
  if (value instanceof Map) return withoutSecrets(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutSecrets(one)]));
}

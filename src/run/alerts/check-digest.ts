import { checkName } from '../../alerts/check-name.js';
import { quietEnd } from '../../alerts/message/quiet.js';
import type { Channels } from '../../channels/channel.js';
import type { AlertConfig, Config, DigestConfig, PluginConfig, TargetConfig } from '../../config/config.js';
import type { Scheduled } from '../../schedule/schedule.js';
import { slicesNamed } from '../readers/slices.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Everything that has runs: the digests, and the checks of each alert as the digest that schedules, runs and receipts know. */
export function runnable(
  { alerts, digests }: Pick<Config, 'alerts' | 'digests'>,
  channels: Channels,
  formats: readonly PluginConfig[],
): ReadonlyMap<string, DigestConfig> {
  const checks = [...alerts.values()].map((alert) => checkDigest(alert, channels, formats));
  return new Map([...digests, ...checks.map((check) => [check.id, check] as const)]);
}

/** What has runs, as far as lateness and notices go. */
export type RunSubject = Pick<DigestConfig, 'id' | 'title' | 'timezone' | 'grace'>;

export function runSubjects({
  alerts,
  digests,
}: Pick<Config, 'alerts' | 'digests'>): ReadonlyMap<string, RunSubject> {
  const checks = [...alerts.values()].map(({ id, title, timezone }) => {
    const name = checkName(id);
    return [name, { id: name, title, timezone, grace: GRACE }] as const;
  });
  return new Map<string, RunSubject>([...digests, ...checks]);
}

/** How late a check may be before the operator is told. */
const GRACE = 15 * MINUTE;

/**
 * The checks of an alert as a digest, with slots also where quiet hours end: only the last missed one is caught up, within a day, and missing
 * figures are asked for again for an hour.
 * `formats` are the files for channels that carry no message.
 */
function checkDigest(
  alert: AlertConfig,
  channels: Channels,
  formats: readonly PluginConfig[],
): DigestConfig & Pick<Scheduled, 'also'> {
  const { id, title, bots, timezone, locale, weekStart, firstWeekday, holidays, links, theme, templates } =
    alert;
  return {
    ...{ id: checkName(id), title, bots, timezone, locale, weekStart, firstWeekday, holidays, links },
    ...{ theme, templates },
    schedule: alert.check,
    deliver: alert.deliver.map((entry) => withFiles(entry, channels, formats)),
    catchUp: 'latest',
    maxLateness: 24 * HOUR,
    gapPatience: HOUR,
    grace: GRACE,
    pause: null,
    when: [],
    formats: [],
    onEmpty: 'send',
    onGap: 'send',
    ...(alert.quiet && { also: quietEnd(alert.quiet) }),
    ...UNUSED,
  };
}

/** A message is made of its story alone. */
const UNUSED = {
  period: 'yesterday',
  compare: 'none',
  reports: { names: [], interactions: { top: 0 }, bySource: false },
  marked: { handover: [], goals: [], problems: [] },
  goals: {},
  notes: [],
  ...{ skipHolidays: null, from: null, until: null, heartbeat: null },
  workingHours: { days: [1, 2, 3, 4, 5], from: 9, to: 17 },
} as const satisfies Partial<DigestConfig>;

/** A channel without messages gets the files, in a slice of its own. */
function withFiles(entry: TargetConfig, channels: Channels, formats: readonly PluginConfig[]): TargetConfig {
  if (channels.get(entry.kind)?.connect(entry).renderBody !== null) return entry;
  const { name, changes } = entry.slice;
  return { ...entry, slice: { name: slicesNamed(name, 'files'), changes: { ...changes, formats } } };
}

import type { AlertStatus } from '../../alerts/status.js';
import type { Config, DigestConfig } from '../../config/config.js';
import type { StoredPause } from '../../ledger/ledger.js';
import type { Run } from '../../ledger/model/run.js';
import type { ServiceStatus } from '../../server/service-status.js';
import { readingText, stateText, watchesText } from '../words/alerts.js';
import { counted } from '../words/counts.js';
import { goesToText } from '../words/readers.js';
import { scheduleText } from '../words/schedules.js';
import { agoText, clockText, relativeText } from '../words/times.js';
import { type AttentionInput, headlineOf, type Need, needsOf } from './attention.js';
import { type Next, nextOf } from './due.js';
import type { Picture } from './picture.js';

export interface Overview {
  readonly headline: string;
  /** How many digests and alerts there are, how the service does, what is next. */
  readonly facts: readonly string[];
  readonly needs: readonly Need[];
  readonly digests: readonly DigestLine[];
  readonly alerts: readonly AlertLine[];
}

export interface DigestLine {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly when: string;
  readonly next: Next;
  readonly goesTo: string;
  /** The last slots, the oldest first. */
  readonly strip: readonly StripMark[];
}

/** A run in a strip. */
export interface StripMark {
  readonly run: string;
  readonly look: 'whole' | 'partial' | 'failed' | 'skipped' | 'waiting';
  readonly label: string;
}

export interface AlertLine {
  readonly id: string;
  readonly title: string;
  readonly watches: string;
  readonly state: AlertStatus['state'];
  readonly now: string;
  readonly found: string;
  readonly snoozed: boolean;
  readonly picture: Picture | null;
}

export interface OverviewInput extends Omit<AttentionInput, 'digests' | 'zone'> {
  readonly config: Pick<Config, 'digests' | 'timezone'>;
  readonly status: ServiceStatus;
  readonly pictures: ReadonlyMap<string, Picture>;
  /** How many work on the store. */
  readonly processes: number;
  /** Of all digests. */
  readonly pauses: readonly StoredPause[];
  readersOf(digest: DigestConfig): readonly { readonly kind: string; readonly address: string }[];
}

export function overviewOf(input: OverviewInput): Overview {
  const { config, alerts, status, health, now } = input;
  const digests = [...config.digests.values()];
  const titles = new Map(digests.map(({ id, title }) => [id, title]));
  const needs = needsOf({ ...input, digests: titles, zone: config.timezone });
  const counts = [
    counted(digests.length, 'digest'),
    ...(alerts.length ? [counted(alerts.length, 'alert')] : []),
  ];
  const lines = digests.map((digest) => digestLine(digest, input));
  const [first = '', ...facts] = [
    ...(needs.length === 0 ? [counts.join(', ')] : []),
    status.tickedAt === null
      ? 'schedules not looked at yet'
      : `schedules looked at ${agoText(status.tickedAt, now)}`,
    ...(needs.some(({ about }) => about === 'store') || !health.ok ? [] : ['store takes writes']),
    ...(input.processes > 1 ? [counted(input.processes, 'process', 'processes')] : []),
    ...nextOfAll(lines, now),
  ];
  return {
    headline: headlineOf(needs, counts.join(', ')),
    facts: [capitalised(first), ...facts],
    needs,
    digests: lines,
    alerts: alerts.map((alert) => alertLine(alert, input)),
  };
}

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function nextOfAll(lines: readonly DigestLine[], now: number): readonly string[] {
  const [first] = lines
    .flatMap(({ title, next: { at } }) => (at === null ? [] : [{ title, at }]))
    .toSorted((one, other) => one.at - other.at);
  return first ? [`next: ${first.title} ${relativeText(first.at, now)}`] : [];
}

function digestLine(digest: DigestConfig, input: OverviewInput): DigestLine {
  const { id, title, schedule, timezone, bots, period } = digest;
  const { config, now, lastRuns, pauses } = input;
  const elsewhere = timezone === config.timezone ? '' : ` (${timezone})`;
  return {
    id,
    title,
    about: [botsText(bots.map(({ name }) => name)), periodText(period)].join(' · '),
    when: `${scheduleText(schedule)}${schedule === null ? '' : elsewhere}`,
    next: nextOf(digest, pauses, now),
    goesTo: goesToText(input.readersOf(digest)),
    strip: (lastRuns.get(id) ?? [])
      .slice(0, STRIP)
      .toReversed()
      .map((run) => stripMark(run, timezone, now)),
  };
}

/** Runs of a strip. */
export const STRIP = 12;

const MAX_NAMES = 3;

export const botsText = (names: readonly string[]): string =>
  names.length > MAX_NAMES ? counted(names.length, 'bot') : names.join(', ');

/** `last week`, `1 Nov to 20 Nov` */
export function periodText(period: DigestConfig['period']): string {
  if (typeof period !== 'string') return `${period.from} to ${period.to}`;
  return period
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/(\d+)/g, ' $1 ')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

const LOOKS: Readonly<Record<Run['state'], StripMark['look']>> = {
  completed: 'whole',
  partial: 'partial',
  failed: 'failed',
  skipped: 'skipped',
  queued: 'waiting',
  running: 'waiting',
  retrying: 'waiting',
};

export const stripMark = (
  { id, state, reason, scheduledFor }: Run,
  zone: string,
  now: number,
): StripMark => ({
  run: id,
  look: LOOKS[state],
  label: `${clockText(scheduledFor, zone, now)}: ${state}, ${reason}`,
});

function alertLine(status: AlertStatus, { found, pictures, now }: OverviewInput): AlertLine {
  const { alert, state, series } = status;
  const known = series.map(readingText).filter((text) => text !== '');
  const quiet = series.length === 1 ? (known[0] ?? '') : '';
  return {
    ...{ id: alert.id, title: alert.title, state },
    watches: watchesText(alert.rules, alert.bots.length),
    now: stateText(status, now),
    found: found.get(alert.id) ?? (status.snoozedUntil === null ? quiet : snoozeText(status, now)),
    snoozed: state === 'snoozed',
    picture: pictures.get(alert.id) ?? null,
  };
}

const snoozeText = ({ snoozedUntil, alert }: AlertStatus, now: number): string =>
  snoozedUntil === null ? '' : `until ${clockText(snoozedUntil, alert.timezone, now)}`;

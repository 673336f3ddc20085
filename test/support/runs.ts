import fc from 'fast-check';
import type { Snapshot } from '../../src/chatbot/snapshot.js';
import {
  type BotConfig,
  type Compare,
  type DigestConfig,
  type Holiday,
  PERIODS,
  type Period,
  type WeekStart,
} from '../../src/config/config.js';
import { composeDigest } from '../../src/digest/compose.js';
import type { Digest } from '../../src/digest/digest.js';
import { Secret } from '../../src/lib/secret.js';
import { addDays, localTime, startOfDay } from '../../src/lib/time/zone.js';
import { planRun, type RunPlan } from '../../src/run/prepare/plan.js';
import { REPORTS } from '../../src/vocabulary/chatbot.js';
import { byClock, type Count, exactSnapshot, type Rhythm } from './exact-api.js';
import { digestConfig } from './snapshot.js';

const MINUTE = 60_000;

/** Whole, half and quarter hours; clock changes of an hour and of half an hour, at night and at midnight. */
const ZONES = [
  'UTC',
  'Europe/Warsaw',
  'America/New_York',
  'America/Havana',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
];

/** A digest about any period, due at any minute of two years of which one has a leap day, and the clocks of its readers. */
export interface Run {
  readonly period: Period;
  readonly zone: string;
  readonly readers: string;
  readonly weekStart: WeekStart;
  readonly compare: Compare;
  readonly at: number;
}

/** Fixed windows are over, run, or begin soon. */
interface Fixed {
  readonly first: number;
  readonly length: number;
}

const fixedDays = fc.record({
  first: fc.integer({ min: -130, max: 1 }),
  length: fc.integer({ min: 1, max: 120 }),
});

export const runs = fc
  .record({
    named: fc.constantFrom(...PERIODS),
    fixed: fc.option(fixedDays, { freq: 2 }),
    zone: fc.constantFrom(...ZONES),
    elsewhere: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...ZONES) },
    ),
    weekStart: fc.constantFrom<WeekStart>('monday', 'sunday'),
    compare: fc.constantFrom<Compare>('previous', 'lastYear'),
    at: fc
      .integer({ min: Date.UTC(2027, 0) / MINUTE, max: Date.UTC(2029, 0) / MINUTE - 1 })
      .map((minute) => minute * MINUTE),
  })
  .map(
    ({ named, fixed, elsewhere, ...run }): Run => ({
      ...run,
      readers: elsewhere ?? run.zone,
      period: fixed ? daysFrom(localTime(run.zone, run.at).day, fixed) : named,
    }),
  );

function daysFrom(today: string, { first, length }: Fixed): Period {
  const from = addDays(today, first);
  return { from, to: addDays(from, length - 1) };
}

/** A run whose bots keep a rhythm, and what came of it. */
export interface Told {
  readonly plan: RunPlan;
  readonly snapshot: Snapshot;
  readonly digest: Digest;
}

/** Days that the configuration names, on which everything is so many times what it is on others. */
export interface Holidays {
  readonly days: readonly Holiday[];
  readonly factor: number;
}

export function tell(
  run: Run,
  rhythms: readonly Rhythm[],
  reports = REPORTS as DigestConfig['reports']['names'],
  holidays: Holidays = { days: [], factor: 1 },
): Told {
  const config = { ...configOf(run, reports), holidays: holidays.days };
  const slot = { digest: config.id, scheduledFor: run.at, trigger: 'cron' } as const;
  const plan = planRun(config, slot, run.readers);
  const counted = rhythms.map((rhythm, index) => ({
    config: botOf(index),
    count: onHolidays(byClock(run.readers, rhythm), run.readers, holidays),
  }));
  const snapshot = exactSnapshot(plan, config, counted);
  return { plan, snapshot, digest: composeDigest(snapshot, config) };
}

function onHolidays(count: Count, zone: string, { days, factor }: Holidays): Count {
  const ranges = days.map(({ day }) => [startOfDay(zone, day), startOfDay(zone, addDays(day, 1))] as const);
  return (from, to) => {
    let sum = count(from, to);
    for (const [start, end] of ranges)
      if (start < to && end > from) sum += (factor - 1) * count(Math.max(from, start), Math.min(to, end));
    return sum;
  };
}

export function planOf(run: Run): RunPlan {
  const config = configOf(run, REPORTS);
  return planRun(config, { digest: config.id, scheduledFor: run.at, trigger: 'cron' }, run.readers);
}

function configOf({ zone, ...run }: Run, names: DigestConfig['reports']['names']): DigestConfig {
  const { period, compare, weekStart } = run;
  const test = { zone, days: ['2027-01-01', '2027-01-01'], bots: [] } as const;
  const reports = { names, interactions: { top: 10 }, bySource: true };
  return digestConfig(test, { period, compare, weekStart, reports });
}

/** The second bot counts one source only, which the first counts among all. */
const botOf = (index: number): BotConfig => ({
  id: `b${index}`,
  name: `Bot ${index}`,
  storyId: `story-b${index}`,
  sources: index === 1 ? ['widget', 'slack'] : null,
  token: new Secret('a-token-for-tests'),
});

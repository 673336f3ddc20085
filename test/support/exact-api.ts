import { planRequests } from '../../src/chatbot/plan/plan.js';
import type { PlannedRequest } from '../../src/chatbot/plan/planned-request.js';
import type { InteractionRow, ReportAnswer, SeriesResult, Snapshot } from '../../src/chatbot/snapshot.js';
import type { BotConfig, DigestConfig } from '../../src/config/config.js';
import { type Cache, createCache } from '../../src/lib/async/cache.js';
import { type OffsetInterval, offsetIntervals } from '../../src/lib/time/zone.js';
import type { RunPlan } from '../../src/run/prepare/plan.js';
import type { Source } from '../../src/vocabulary/chatbot.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK_MINUTES = 7 * 24 * 60;
/** The epoch was a Thursday, three days into a week that starts on Monday. */
const EPOCH_MINUTE = 3 * 24 * 60;

/** How many come in [from, to), epoch ms. */
export type Count = (from: number, to: number) => number;

/** People a minute by weekday (Monday first), times those by hour of the day. */
export interface Rhythm {
  readonly weekdays: readonly number[];
  readonly hours: readonly number[];
}

/**
 * People who live by the clocks of a zone, so that every local day of a weekday has as many of them, whatever its length: those of an
 * hour that a clock change skips come at the change, and an hour that it repeats has them the first time. Years other than
 * 2024 to 2029 are not known.
 */
export function byClock(zone: string, { weekdays, hours }: Rhythm): Count {
  const sums = sumsByMinute(weekdays, hours);
  const week = sums[WEEK_MINUTES] ?? 0;
  const stretches = stretchesOf(zone, () => [...offsetIntervals(zone, Date.UTC(2024, 0), Date.UTC(2030, 0))]);
  const upTo = (at: number, { offset }: OffsetInterval) => {
    const minute = at / MINUTE + offset + EPOCH_MINUTE;
    const weeks = Math.floor(minute / WEEK_MINUTES);
    return weeks * week + (sums[minute - weeks * WEEK_MINUTES] ?? 0);
  };
  const before = (at: number) => {
    const index = stretches.findLastIndex(({ from }) => from < at);
    const stretch = stretches[index];
    const earlier = stretches[index - 1];
    if (!stretch) throw new Error('The clocks of that year are not known.');
    return earlier ? Math.max(upTo(at, stretch), upTo(stretch.from, earlier)) : upTo(at, stretch);
  };
  return (from, to) => (to > from ? before(to) - before(from) : 0);
}

/** By zone: looking them up takes as long as counting. */
const stretchesOf = createCache<readonly OffsetInterval[]>(Number.POSITIVE_INFINITY);

function sumsByMinute(weekdays: readonly number[], hours: readonly number[]): readonly number[] {
  const sums = [0];
  for (let minute = 0; minute < WEEK_MINUTES; minute++) {
    const day = weekdays[Math.floor(minute / 1440)] ?? 0;
    const hour = hours[Math.floor(minute / 60) % 24] ?? 0;
    sums.push((sums.at(-1) ?? 0) + day * hour);
  }
  return sums;
}

/** A bot whose figures are fixed multiples of a count. */
export interface CountedBot {
  readonly config: BotConfig;
  readonly count: Count;
}

/** Of each ten, by source; one has none that can be asked for. */
const BY_SOURCE: Partial<Record<Source, number>> = { widget: 5, messenger: 3, livechat: 1 };
const CONVERSATIONS = 100;
const PAID = 60;
const MESSAGES = 570;
const USES = [
  { id: 'order', parentId: null, type: null, name: 'Track my order', value: 8 },
  { id: 'return', parentId: null, type: null, name: 'Return an item', value: 3 },
  { id: null, parentId: 'order', type: 'contextFallback', name: 'Fallback Interaction', value: 2 },
  { id: null, parentId: null, type: 'fallback', name: 'Fallback Interaction', value: 1 },
] as const satisfies readonly InteractionRow[];

/** What the API would have answered to the requests of a run, exact to the minute. */
export function exactSnapshot(plan: RunPlan, digest: DigestConfig, bots: readonly CountedBot[]): Snapshot {
  const { slot, window, comparison, history, bucket } = plan;
  const { reports, weekStart } = digest;
  const chatbot = { arrayFormat: 'single', useGroup: false } as const;
  const scope = { window, comparison, history, bucket, reports, weekStart, chatbot };
  return {
    version: 1,
    slot,
    window,
    comparison,
    history,
    bucket,
    bots: bots.map(({ config, count }) => {
      const { id, name, storyId, sources } = config;
      const steps = createCache<readonly Step[]>(Number.POSITIVE_INFINITY);
      const answers = planRequests(config, scope).map((planned) => answerTo(planned, { count, steps }));
      return { id, name, storyId, sources, answers };
    }),
    fetchedAt: new Date(slot.scheduledFor).toISOString(),
  };
}

/** A UTC step, and how many come in it. */
interface Step {
  readonly at: number;
  readonly count: number;
}

/** What the answers of one bot come from. */
interface Counting {
  readonly count: Count;
  /** By what is asked for: reports and sources ask for the same ones. */
  readonly steps: Cache<readonly Step[]>;
}

function answerTo(planned: PlannedRequest, counting: Counting): ReportAnswer {
  const { report, window, purpose, from, to, sources } = planned;
  const [source = null] = sources;
  return { report, window, purpose, source, from, to, notes: [], result: resultOf(planned, counting) };
}

function resultOf(
  { report, sources, from, to, ask }: PlannedRequest,
  { count, steps }: Counting,
): ReportAnswer['result'] {
  switch (ask.kind) {
    case 'interactions':
      return {
        kind: 'interactions',
        rows: USES.map((row) => ({ ...row, value: row.value * count(from, to) })),
      };
    case 'heatmap':
      return { kind: 'heatmap', offset: ask.offset, cells: heatmap(from, to, ask.offset, count) };
    case 'series': {
      const { dimension } = ask;
      const counted = steps(`${dimension} ${from} ${to}`, () => stepsOf(dimension, { from, to, count }));
      const average = report === 'average';
      const factor = average ? 1 : factorOf(report, sources[0]);
      // Steps that are left out have nothing.
      const points = (factor === 0 ? [] : counted).map((step) => ({
        at: step.at,
        value: average ? 3 : factor * step.count,
      }));
      return { kind: 'series', dimension, points };
    }
  }
}

/** A channel has as many messages and paid conversations each as any other. */
function factorOf(report: ReportAnswer['report'], source: Source | undefined): number {
  const all = report === 'paid' ? PAID : report === 'messages' ? MESSAGES : CONVERSATIONS;
  return source === undefined ? all : (all / 10) * (BY_SOURCE[source] ?? 0);
}

/** The UTC steps that overlap [from, to). */
function stepsOf(
  dimension: SeriesResult['dimension'],
  { from, to, count }: { readonly from: number; readonly to: number; readonly count: Count },
): readonly Step[] {
  const steps: Step[] = [];
  for (let at = startOfStep(dimension, from); at < to; ) {
    const end = nextStep(dimension, at);
    steps.push({ at, count: count(Math.max(at, from), Math.min(end, to)) });
    at = end;
  }
  return steps;
}

function startOfStep(dimension: SeriesResult['dimension'], at: number): number {
  const date = new Date(at);
  switch (dimension) {
    case 'hour':
      return Math.floor(at / HOUR) * HOUR;
    case 'day':
      return Math.floor(at / DAY) * DAY;
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    case 'year':
      return Date.UTC(date.getUTCFullYear(), 0);
  }
}

function nextStep(dimension: SeriesResult['dimension'], at: number): number {
  const date = new Date(at);
  switch (dimension) {
    case 'hour':
      return at + HOUR;
    case 'day':
      return at + DAY;
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    case 'year':
      return Date.UTC(date.getUTCFullYear() + 1, 0);
  }
}

function heatmap(from: number, to: number, offset: number, count: Count): number[][] {
  const cells = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const shift = offset * MINUTE;
  for (let at = Math.floor((from + shift) / HOUR) * HOUR - shift; at < to; at += HOUR) {
    const hour = (at + shift) / HOUR + 3 * 24;
    const row = cells[Math.floor(hour / 24) % 7] ?? [];
    row[hour % 24] =
      (row[hour % 24] ?? 0) + CONVERSATIONS * count(Math.max(at, from), Math.min(at + HOUR, to));
  }
  return cells;
}

import type { AlertRule } from '../../config/config.js';
import type { Day } from '../../lib/time/zone.js';
import type { DayReading } from '../reading.js';
import { type RuledSeries, seriesKey } from '../series.js';
import {
  type Cusum,
  type Episode,
  episodeId,
  type Memory,
  NO_MEMORY,
  type SeriesState,
  type WatchedSeries,
} from './state.js';

/** A series judged on one day. */
export interface JudgedSeries extends RuledSeries {
  readonly reading: DayReading;
  /** Of a drift, after this day; of any other kind as it was. */
  readonly cusum: Cusum;
}

/** Where a series and its episode stand. */
export interface SeriesStanding {
  readonly series: WatchedSeries;
  /** The episode that lasts, or that this day ended; null without one. */
  readonly episode: Episode | null;
}

export interface StepContext {
  readonly alert: string;
  /** The slot of the check, epoch ms. */
  readonly at: number;
}

/** Days well inside the limit that end an episode. */
export const BACK_DAYS = 2;

/** A series before its first check. */
export const fresh = ({ series }: RuledSeries, day: Day): SeriesStanding => ({
  series: { ...series, state: 'learning', since: day, reading: null, memory: NO_MEMORY, episode: null },
  episode: null,
});

/** Takes a series on by one reading. A day that is not known changes nothing but the state that is shown of a series without an episode. */
export function stepSeries(
  before: SeriesStanding,
  judged: JudgedSeries,
  context: StepContext,
): SeriesStanding {
  const { reading } = judged;
  switch (reading.level) {
    case 'over':
      return over(before, judged, context);
    case 'back':
      return back(before, judged, context);
    case 'between':
      return calm(before, judged, { over: [], back: 0 });
    case 'learning':
      return moved(before, judged, { to: open(before) ? 'firing' : 'learning', memory: {} });
    case 'unknown':
      return unknown(before, judged);
  }
}

function over(before: SeriesStanding, judged: JudgedSeries, context: StepContext): SeriesStanding {
  const { reading } = judged;
  const episode = open(before);
  const days = [...new Set([...(episode ? [] : before.series.memory.over), reading.day])];
  if (!episode && days.length < daysOf(judged.rule))
    return moved(before, judged, { to: 'pending', memory: { over: days, back: 0 } });
  const { series } = moved(before, judged, { to: 'firing', memory: { over: [], back: 0 } });
  const fired = episode
    ? { ...episode, days: [...new Set([...episode.days, ...days])], reading }
    : opened(judged, days, context);
  return { series: { ...series, episode: fired.id }, episode: fired };
}

function opened(
  { series, reading }: JudgedSeries,
  days: readonly Day[],
  { alert, at }: StepContext,
): Episode {
  const [start = reading.day] = days;
  return {
    ...series,
    id: episodeId(alert, seriesKey(series), start),
    alert,
    start,
    end: null,
    days,
    reading,
    openedAt: at,
    closedAt: null,
    told: 'nothing',
    toldAt: null,
    thread: null,
  };
}

function back(before: SeriesStanding, judged: JudgedSeries, { at }: StepContext): SeriesStanding {
  const episode = open(before);
  const count = before.series.memory.back + 1;
  if (!episode || count < backDaysOf(judged.rule)) return calm(before, judged, { over: [], back: count });
  const { series } = moved(before, judged, { to: 'well', memory: { over: [], back: 0 } });
  return {
    series: { ...series, episode: null },
    episode: { ...episode, end: episode.days.at(-1) ?? episode.start, closedAt: at },
  };
}

const calm = (before: SeriesStanding, judged: JudgedSeries, memory: Partial<Memory>): SeriesStanding =>
  moved(before, judged, { to: open(before) ? 'firing' : 'well', memory });

/** A day that is known and yet not judged, such as a holiday or one with too few uses, leaves the state as it is. */
function unknown(before: SeriesStanding, judged: JudgedSeries): SeriesStanding {
  const { series } = before;
  if (judged.reading.value !== null || open(before)) return before;
  const state = 'unknown';
  return { ...before, series: { ...series, state, since: sinceOf(series, state, judged.reading.day) } };
}

function moved(
  { series, episode }: SeriesStanding,
  { reading, cusum, rule }: JudgedSeries,
  { to, memory }: { readonly to: SeriesState; readonly memory: Partial<Memory> },
): SeriesStanding {
  const judged = rule.kind === 'gap' ? series.memory.judged : reading.day;
  const since = sinceOf(series, to, reading.day);
  const remembered = { ...series.memory, ...memory, cusum, judged };
  return { series: { ...series, state: to, since, reading, memory: remembered }, episode };
}

const sinceOf = ({ state, since, reading }: WatchedSeries, to: SeriesState, day: Day): Day =>
  state === to && reading !== null ? since : day;

const open = ({ episode }: SeriesStanding): Episode | null => (episode?.closedAt === null ? episode : null);

const daysOf = (rule: AlertRule): number => ('days' in rule ? rule.days : 1);

/** An answer is all that ends a gap. */
const backDaysOf = ({ kind }: AlertRule): number => (kind === 'gap' ? 1 : BACK_DAYS);

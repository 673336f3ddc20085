import type { DayCount } from '../../baseline/days.js';
import type { BotSnapshot, ReportAnswer, Snapshot, WindowRole } from '../../chatbot/snapshot.js';
import { addDays } from '../../lib/time/zone.js';
import { type Bucket, bucketsOf } from '../../schedule/bucket.js';
import { isCut, type Window } from '../../schedule/window.js';
import { addSeries, bucketValues } from '../figures/local-series.js';

/** Which answers of a bot count: those of one report, or of one source of it. */
export type Choice = (bot: BotSnapshot, window: WindowRole) => readonly ReportAnswer[];

/** Counts by local day, in order. */
export interface Timeline {
  /** The known weeks before the window, and the comparison's days. */
  readonly before: readonly DayCount[];
  /** The window's whole days. */
  readonly window: readonly DayCount[];
}

/** The whole local days of a snapshot's windows, worked out once: each takes the zone's calendar. */
export type SnapshotDays = Readonly<Record<WindowRole, readonly Bucket[]>>;

export function snapshotDays({ window, comparison, history }: Snapshot): SnapshotDays {
  return { current: wholeDays(window), comparison: wholeDays(comparison), history: wholeDays(history) };
}

function wholeDays(window: Window | null): readonly Bucket[] {
  if (window === null) return [];
  const days = bucketsOf(window, 'day', 'monday');
  return isCut(window) ? days.slice(0, -1) : days;
}

/** The days of `bots` together; a day that any of them lacks is missing. */
export function timelineOf(bots: readonly BotSnapshot[], days: SnapshotDays, choice: Choice): Timeline {
  const counts = (role: WindowRole): readonly DayCount[] => {
    const values = addSeries(bots.map((bot) => bucketValues(choice(bot, role), days[role])));
    return days[role].map(({ key }, index) => ({ day: key, value: values[index] ?? null }));
  };
  const window = counts('current');
  const first = days.current[0]?.key;
  const known = new Map<string, number | null>();
  for (const { day, value } of [...counts('history'), ...counts('comparison')])
    known.set(day, value ?? known.get(day) ?? null);
  const before = [...known]
    .map(([day, value]) => ({ day, value }))
    .filter(({ day }) => first === undefined || day < first)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return { before, window };
}

/** The sums over a window's days in each of `count` weeks, the window's own last; null where a day is not known. */
export function sameDaysByWeek({ before, window }: Timeline, count: number): readonly (number | null)[] {
  const values = new Map([...before, ...window].map(({ day, value }) => [day, value]));
  return Array.from({ length: count }, (_, index) => {
    const weeks = count - 1 - index;
    return window.reduce<number | null>((sum, { day }) => {
      const value = values.get(addDays(day, -7 * weeks)) ?? null;
      return sum === null || value === null ? null : sum + value;
    }, 0);
  });
}

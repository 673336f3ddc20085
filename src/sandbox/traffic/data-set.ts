import { bucketStart, DAY, type Range } from '../model/calendar.js';
import { localDayOf } from '../model/local-time.js';
import type { Story } from '../model/story.js';
import { COUNTED_SHARE, failsForPaid, lostDays } from '../scenarios/effects.js';
import type { Scenario } from '../scenarios/scenario.js';
import type { Arrival, Traffic } from './arrival.js';
import { EPOCH } from './usual.js';

/** What the API knows of one story's conversations. */
export interface DataSet {
  readonly story: Story;
  /** Those that start in the range and are counted at `now` (epoch ms), in order of start. */
  between(range: Range, now: number): Iterable<Arrival>;
  /** How often they use each interaction of the story. */
  usesBetween(range: Range, now: number): number[];
  /** Whether the local day that contains `at` is lost: nothing is known of it. */
  isLost(at: number): boolean;
  /** Whether paid conversations up to `at` cannot be told. */
  failsForPaid(at: number): boolean;
}

/** Arrivals cached per story: twenty years of the default bots, two of the busiest. */
const MAX_CACHED = 400_000;

/** Generates by UTC month, on first use. */
export function createDataSet<Kind extends Arrival>(
  story: Story,
  traffic: Traffic<Kind>,
  scenario: Scenario | null,
): DataSet {
  const lost = lostDays(scenario);
  const ofMonth = cachedMonths(traffic, lost);
  function* between({ from, to }: Range, now: number): Generator<Kind, void> {
    const end = Math.min(to, countedUntil(now, traffic, scenario));
    for (
      let month = bucketStart('month', Math.max(from, EPOCH));
      month <= end;
      month = bucketStart('month', month, 1)
    )
      for (const arrival of ofMonth(month)) if (arrival.start >= from && arrival.start <= end) yield arrival;
  }
  return {
    story,
    between,
    usesBetween: (range, now) => traffic.usesOf(between(range, now)),
    isLost: (at) => lost.length > 0 && lost.includes(localDayOf(at)),
    failsForPaid: (at) => failsForPaid(scenario, Math.floor(at / DAY)),
  };
}

/** The last instant that is counted: now, or for late data a point within the last whole day. */
function countedUntil(
  now: number,
  traffic: Pick<Traffic<Arrival>, 'ofDay'>,
  scenario: Scenario | null,
): number {
  const lastDay = localDayOf(now) - 1;
  if (scenario?.name !== 'late-data' || lastDay < scenario.from) return now;
  const arrivals = traffic.ofDay(lastDay);
  const next = arrivals[Math.floor(COUNTED_SHARE * arrivals.length)];
  return next === undefined ? lastDay * DAY : next.start - 1;
}

function cachedMonths<Kind extends Arrival>(traffic: Traffic<Kind>, lost: readonly number[]) {
  const months = new Map<number, readonly Kind[]>();
  let cached = 0;
  return (start: number): readonly Kind[] => {
    const known = months.get(start);
    if (known) return known;
    const arrivals = arrivalsOfMonth(start, traffic, lost);
    months.set(start, arrivals);
    cached += arrivals.length;
    for (const [oldest, { length }] of months) {
      if (cached <= MAX_CACHED || oldest === start) break;
      months.delete(oldest);
      cached -= length;
    }
    return arrivals;
  };
}

function arrivalsOfMonth<Kind extends Arrival>(
  start: number,
  traffic: Traffic<Kind>,
  lost: readonly number[],
): Kind[] {
  const arrivals: Kind[] = [];
  const end = bucketStart('month', start, 1) / DAY;
  for (let day = start / DAY; day < end; day += 1)
    if (!lost.includes(day)) for (const arrival of traffic.ofDay(day)) arrivals.push(arrival);
  return arrivals;
}

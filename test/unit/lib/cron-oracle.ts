import { expect } from 'vitest';
import { cronSlots } from '../../../src/lib/cron/cron.js';
import { cronProblem } from '../../../src/lib/cron/problem.js';
import { slotsByLooking, WallClock } from '../../support/cron-oracle.js';
import { type Triple, triples, ZONES } from '../../support/cron-triples.js';

/** More slots than this are not compared: a schedule of every minute shows nothing new after some hours. */
const LIMIT = 150;

/** What a comparison went over, so that an empty one cannot pass. */
export interface Compared {
  readonly triples: number;
  readonly slots: number;
  /** Questions without an answer, as there are few leap days. */
  readonly none: number;
  /** Slots that are due though the clock never showed their time, and times that it showed twice. */
  readonly skipped: number;
  readonly repeated: number;
}

/** Compares so many questions from a seed with an oracle that looks at the clock. */
export function compareSlots(count: number, seed: number): Compared {
  const clocks = new Map(ZONES.map((zone) => [zone as string, new WallClock(zone)]));
  const differences = { skipped: 0, repeated: 0 };
  let [slots, none] = [0, 0];
  for (const triple of triples(count, seed, clocks)) {
    const found = cronSlots(triple.expression, triple.zone, { ...triple, limit: LIMIT });
    const clock = clocks.get(triple.zone) ?? new WallClock(triple.zone);
    const seen = slotsByLooking(triple.expression, clock, { ...triple, limit: LIMIT }, differences);
    if (String(found) !== String(seen)) expect(told(triple, found)).toEqual(told(triple, seen));
    slots += found.length;
    if (found.length === 0) none += 1;
  }
  return { triples: count, slots, none, ...differences };
}

const told = ({ expression, zone, after, until }: Triple, slots: readonly number[]) => ({
  problem: cronProblem(expression, after),
  question: `${expression} in ${zone} from ${new Date(after).toISOString()} to ${new Date(until).toISOString()}`,
  slots: slots.map((slot) => new Date(slot).toISOString()),
});

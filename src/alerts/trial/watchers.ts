import { countsDiffer } from '../../baseline/guard.js';
import { probabilityOfZero, zOf } from '../../baseline/negative-binomial.js';
import { normalQuantile } from '../../baseline/normal.js';
import type { ChangeRule } from '../../config/config.js';
import { dayLimit, driftLimit, silenceLimit } from '../judge/budget.js';
import { changeLevel } from '../judge/change.js';
import { advance } from '../judge/cusum.js';
import { deviateLevel } from '../judge/readings.js';
import type { RuledSeries } from '../series.js';
import { NO_MEMORY } from '../state.js';
import type { InventedYear } from './invented-year.js';

type Level = 'over' | 'between' | 'back';

/** Judges the days of an invented year, in order, as `judge` does. One watches one year. */
export type Watcher = (year: InventedYear, index: number) => Level;

/** Of a series of counts that follows from the budget. */
export function watcherOf({ series, rule }: RuledSeries, alpha: number): Watcher {
  if (rule.kind === 'up' || rule.kind === 'down') return changeWatcher(rule, alpha);
  if (series.kind === 'drift') return driftWatcher(alpha);
  return series.kind === 'silence' ? silenceWatcher(alpha) : dayWatcher(alpha);
}

const NOTHING = { mean: 0, variance: 0 };

const expectedOn = ({ usual }: InventedYear, index: number) => usual.expected[index % 7] ?? NOTHING;

function dayWatcher(alpha: number): Watcher {
  const limit = dayLimit(alpha);
  return (year, index) => {
    const count = year.counts[index] ?? 0;
    const z = Math.abs(zOf(count, expectedOn(year, index)));
    // The variance that is right far out is larger.
    if (z < limit) return deviateLevel(z, limit);
    const expectation = year.usual.baseline.expected(year.days[index] ?? '', { deviate: limit });
    return deviateLevel(Math.abs(zOf(count, expectation)), limit);
  };
}

function driftWatcher(alpha: number): Watcher {
  const limit = driftLimit(alpha);
  let sums = NO_MEMORY.cusum;
  return (year, index) => {
    const expectation = expectedOn(year, index);
    const z = zOf(year.counts[index] ?? 0, expectation);
    sums = advance(sums, { day: year.days[index] ?? '', z, expectation }, limit);
    return deviateLevel(Math.max(sums.up, sums.down), limit);
  };
}

function silenceWatcher(alpha: number): Watcher {
  const limit = silenceLimit(alpha);
  const half = normalQuantile(limit) / 2;
  let [run, product] = [0, 1];
  return (year, index) => {
    if (year.counts[index] !== 0) {
      [run, product] = [0, 1];
      return 'back';
    }
    run += 1;
    product *= probabilityOfZero(expectedOn(year, index));
    // Its joint probability is more than the product.
    if (normalQuantile(product) >= half) return 'back';
    if (product > limit) return 'between';
    const days = year.days.slice(index - run + 1, index + 1);
    return probabilityOfZero(year.usual.baseline.total(days)) <= limit ? 'over' : 'between';
  };
}

function changeWatcher(rule: ChangeRule, alpha: number): Watcher {
  const { over } = rule;
  const apart = over === 1 ? 7 : over;
  return ({ counts, usual: { baseline } }, index) => {
    let [now, before] = [0, 0];
    for (let back = 0; back < over; back += 1) {
      now += counts[index - back] ?? 0;
      before += counts[index - back - apart] ?? 0;
    }
    const { dispersion, freedom } = baseline;
    const { z } = countsDiffer(now, before, { dispersion, freedom, ratio: 1, candidates: 1 });
    return changeLevel({ now, before, z }, rule, alpha);
  };
}

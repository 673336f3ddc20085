import { countsDiffer } from '../../baseline/guard.js';
import { probabilityOfZero, zOf } from '../../baseline/negative-binomial.js';
import { normalQuantile } from '../../baseline/normal.js';
import type { ChangeRule } from '../../config/config.js';
import { NO_MEMORY } from '../episodes/state.js';
import { dayLimit, driftLimit, silenceLimit } from '../judge/budget.js';
import { changeLevel } from '../judge/change.js';
import { advance } from '../judge/cusum.js';
import { deviateLevel } from '../judge/readings.js';
import type { RuledSeries } from '../series.js';
import type { InventedDay } from './invented-year.js';

type Level = 'over' | 'between' | 'back';

/** Judges the days of an invented year, in order, as `judge` does. One watches one year. */
export type Watcher = (day: InventedDay) => Level;

/** Of a series of counts that follows from the budget. */
export function watcherOf({ series, rule }: RuledSeries, alpha: number): Watcher {
  if (rule.kind === 'up' || rule.kind === 'down') return changeWatcher(rule, alpha);
  if (series.kind === 'drift') return driftWatcher(alpha);
  return series.kind === 'silence' ? silenceWatcher(alpha) : dayWatcher(alpha);
}

function dayWatcher(alpha: number): Watcher {
  const limit = dayLimit(alpha);
  return ({ day, count, z, baseline }) => {
    if (Math.abs(z) < limit) return deviateLevel(Math.abs(z), limit);
    // The variance that is right far out is larger.
    return deviateLevel(Math.abs(zOf(count, baseline.expected(day, { deviate: limit }))), limit);
  };
}

function driftWatcher(alpha: number): Watcher {
  const limit = driftLimit(alpha);
  let sums = NO_MEMORY.cusum;
  return (day) => {
    sums = advance(sums, day, limit);
    return deviateLevel(Math.max(sums.up, sums.down), limit);
  };
}

function silenceWatcher(alpha: number): Watcher {
  const limit = silenceLimit(alpha);
  const half = normalQuantile(limit) / 2;
  let [run, product] = [0, 1];
  return ({ index, count, expectation, days, baseline }) => {
    if (count > 0) {
      [run, product] = [0, 1];
      return 'back';
    }
    run += 1;
    product *= probabilityOfZero(expectation);
    if (normalQuantile(product) >= half) return 'back';
    if (product > limit) return 'between';
    // The joint probability is more than the product.
    const joint = probabilityOfZero(baseline.total(days.slice(index - run + 1, index + 1)));
    return joint <= limit ? 'over' : 'between';
  };
}

function changeWatcher(rule: ChangeRule, alpha: number): Watcher {
  const { over } = rule;
  const apart = over === 1 ? 7 : over;
  return ({ index, counts, baseline: { dispersion, freedom } }) => {
    let [now, before] = [0, 0];
    for (let back = 0; back < over; back += 1) {
      now += counts[index - back] ?? 0;
      before += counts[index - back - apart] ?? 0;
    }
    const { z } = countsDiffer(now, before, { dispersion, freedom, ratio: 1, candidates: 1 });
    return changeLevel({ now, before, z }, rule, alpha);
  };
}

import { MODEL_ERROR } from './assumptions.js';
import { normalDeviate, normalQuantile } from './normal.js';

/** A change as a standard normal deviate, above 0 when there is more than before, and whether it is news. */
export interface ChangeTest {
  readonly z: number;
  readonly news: boolean;
}

/** How sure a change must be. */
export interface GuardOptions {
  /** φ: the variance of what is compared relative to chance alone, at least 1. */
  readonly dispersion: number;
  /** Bots, sources or figures among which the rule looks for a change. */
  readonly candidates: number;
}

export interface CountGuardOptions extends GuardOptions {
  /** The window's exposure relative to the comparison's: 1 for equal ones. */
  readonly ratio: number;
  /** Degrees of freedom of a φ above 1, as the baseline has them; 42, those of eight weeks of days, unless given. */
  readonly freedom?: number;
}

/** So many of so many: fallbacks of uses, paid conversations of all. */
export interface Rate {
  readonly uses: number;
  readonly hits: number;
}

/** Unchanged windows in which a rule may speak. */
const FALSE_NEWS = 0.05;

/** Degrees of freedom of φ where they are not given: 56 days less a mean for each weekday and each week. */
const FREEDOM = 42;

/** Makes the square root of a small count stable (Anscombe 1948). */
const ANSCOMBE = 3 / 8;

/** The |z| from which on a change is news among so many candidates: Φ⁻¹(1 − 0.05 ⁄ 2m), after Bonferroni. */
export const newsLimit = (candidates: number): number =>
  normalQuantile(1 - FALSE_NEWS / (2 * Math.max(candidates, 1)));

/**
 * Whether a count differs from what the comparison gives for the same exposure: z = 2(√(a+⅜) − √(r·b+⅜)) ⁄ √(φ(1+r)), for a φ above 1 as the normal
 * deviate of Student's t, since it is an estimate then.
 */
export function countsDiffer(now: number, before: number, options: CountGuardOptions): ChangeTest {
  const { dispersion, ratio, candidates, freedom = FREEDOM } = options;
  const difference = Math.sqrt(now + ANSCOMBE) - Math.sqrt(ratio * before + ANSCOMBE);
  const student = (2 * difference) / Math.sqrt(dispersion * (1 + ratio));
  return changeOf(dispersion > 1 ? normalDeviate(student, freedom) : student, candidates);
}

/** Whether two rates differ: the pooled two-proportion z, its variance multiplied by φ and with the model's error. 0 where nothing was used. */
export function ratesDiffer(now: Rate, before: Rate, { dispersion, candidates }: GuardOptions): ChangeTest {
  if (now.uses === 0 || before.uses === 0) return changeOf(0, candidates);
  const pooled = (now.hits + before.hits) / (now.uses + before.uses);
  const chance = dispersion * pooled * (1 - pooled) * (1 / now.uses + 1 / before.uses);
  const deviation = Math.sqrt(chance + (MODEL_ERROR * pooled) ** 2);
  return changeOf(
    deviation === 0 ? 0 : (now.hits / now.uses - before.hits / before.uses) / deviation,
    candidates,
  );
}

const changeOf = (z: number, candidates: number): ChangeTest => ({
  z,
  news: Math.abs(z) >= newsLimit(candidates),
});

import type { LostStep } from '../digest.js';
import { sumKnown } from '../figures/figures.js';
import type { Labelled } from './interaction-labels.js';
import { lostSteps, rateOf } from './lost-steps.js';

/** Every step after which the bots did not understand, most fallbacks first. */
export function lostStepsOf(context: Labelled): readonly LostStep[] {
  const steps = lostSteps(context);
  const all = sumKnown(steps.map(({ fallbacks }) => fallbacks)) ?? 0;
  return steps.map(({ name, bots, uses, fallbacks, usesBefore, fallbacksBefore }) => ({
    name,
    bots,
    uses,
    fallbacks,
    rate: rateOf(fallbacks, uses),
    before: rateOf(fallbacksBefore, usesBefore),
    share: fallbacks === null || all === 0 ? null : fallbacks / all,
  }));
}

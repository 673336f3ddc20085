import { type GuardOptions, type Rate, ratesDiffer } from '../../baseline/guard.js';
import type { NumberRange, RateBaseline } from '../../baseline/rate-baseline.js';
import { sumKnown } from '../figures/figures.js';
import type { Labelled } from '../interactions/interaction-labels.js';
import {
  answered,
  type Interaction,
  type InteractionFigures,
  isFallback,
} from '../interactions/interactions.js';
import { type LostStepFigures, lostSteps, rateOf } from '../interactions/lost-steps.js';
import type { Judgement } from './judgement.js';
import type { Standing } from './steady.js';

/** How often the bots did not understand, and how that stands. */
export interface Understanding {
  readonly now: Rate;
  /** null unless both windows are complete. */
  readonly before: Rate | null;
  /** null where the weeks before do not tell. */
  readonly usual: NumberRange | null;
  readonly standing: Standing;
}

/** null without any use. */
export function understandingOf(
  interactions: InteractionFigures | null,
  baseline: RateBaseline | null,
): Understanding | null {
  if (interactions === null) return null;
  const now = partsOf(interactions.rows, 'uses');
  if (now === null) return null;
  const bots = answered(interactions);
  const whole = bots.every(({ current, comparison }) => current && comparison);
  const before = whole ? partsOf(interactions.rows, 'previous') : null;
  const usual = bots.every(({ current }) => current) ? (baseline?.range(now.uses) ?? null) : null;
  const standing = rateStanding(now, { before, usual });
  const few = standing === 'below' && expectedOf(now, { before, usual }) < MIN_EXPECTED;
  return { now, before, usual, standing: few ? 'usual' : standing };
}

/** Fewer fallbacks to be expected are no base for praise. */
const MIN_EXPECTED = 10;

/** The fallbacks to be expected, by the middle of what is usual or by the rate before. */
function expectedOf(now: Rate, { before, usual }: Pick<Understanding, 'before' | 'usual'>): number {
  const rate = usual ? (usual.low + usual.high) / 2 : before ? before.hits / before.uses : 0;
  return rate * now.uses;
}

/** Against what is usual, or against the comparison where that is unknown. */
export function rateStanding(
  now: Rate,
  {
    before,
    usual,
    candidates = 1,
  }: Pick<Understanding, 'before' | 'usual'> & { readonly candidates?: number },
): Standing {
  const rate = now.hits / now.uses;
  if (usual && candidates === 1) return rate > usual.high ? 'above' : rate < usual.low ? 'below' : 'usual';
  if (before === null) return 'usual';
  const { z, news } = ratesDiffer(now, before, { dispersion: 1, candidates });
  if (!news) return 'usual';
  return z > 0 ? 'above' : 'below';
}

/** Uses and fallbacks of one bot's rows in a window; null without any use. */
export function partsOf(rows: InteractionFigures['rows'], field: 'uses' | 'previous'): Rate | null {
  const used = (row: Interaction) => row[field];
  const uses = sumKnown(rows.map(used));
  if (uses === null || uses === 0) return null;
  return { uses, hits: sumKnown(rows.filter(isFallback).map(used)) ?? 0 };
}

/** The step to look at, and whether it grew by more than chance explains. */
export interface StepToMend {
  readonly step: LostStepFigures;
  readonly grew: boolean;
}

/** How much surer a step's growth must be: the rule speaks of the whole rate as well. */
const STEP_CAUTION = 25;

/** φ of eight weeks is a poor estimate: far from the mean Student's t with 7 degrees of freedom reaches this much farther, squared. */
const DISPERSION_DOUBT = 1.75;

/** The step whose rate grew most by its fallbacks, when one did; else the named one with most fallbacks. */
export function stepToMend(
  context: Labelled & { readonly judgement: Pick<Judgement, 'fallbackRate'> },
  least: number,
): StepToMend | null {
  const steps = lostSteps(context).filter(({ named, fallbacks }) => named && (fallbacks ?? 0) >= least);
  const guard = {
    dispersion: 1 + DISPERSION_DOUBT * ((context.judgement.fallbackRate?.dispersion ?? 1) - 1),
    candidates: steps.length * STEP_CAUTION,
  };
  const [grown] = steps
    .map((step) => ({ step, more: growthOf(step, guard) }))
    .filter(({ more }) => more > 0)
    .toSorted((a, b) => b.more - a.more);
  if (grown) return { step: grown.step, grew: true };
  const [most] = steps;
  return most ? { step: most, grew: false } : null;
}

/** Fallbacks beyond what the rate before gives; 0 where that may be chance. */
function growthOf(step: LostStepFigures, guard: GuardOptions): number {
  const { uses, fallbacks, usesBefore, fallbacksBefore } = step;
  const [rate, before] = [rateOf(fallbacks, uses), rateOf(fallbacksBefore, usesBefore)];
  if (rate === null || before === null || rate <= before) return 0;
  const now = { uses: uses ?? 0, hits: fallbacks ?? 0 };
  const then = { uses: usesBefore ?? 0, hits: fallbacksBefore ?? 0 };
  const { news } = ratesDiffer(now, then, guard);
  return news ? now.hits - before * now.uses : 0;
}

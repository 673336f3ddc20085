import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { sumKnown } from '../figures/figures.js';
import { fallbackSteps } from '../interactions/fallback-steps.js';
import { fallbackRate, fallbackRates } from '../interactions/interactions.js';
import { asShown, shownDifference } from '../language/shown.js';
import { interactionsKnown, withKnown } from '../missing/known.js';
import { FALLBACK_HIGH, FALLBACK_RISE, MIN_COUNT, MIN_FALLBACKS } from '../thresholds.js';

/** The fallback rate, and the step, by name over all bots, with the most fallbacks. */
export function fallbackCallout(context: Context): Callout | null {
  const { words, format, interactions } = context;
  const value = interactions && fallbackRate(interactions);
  if (interactions === null || value === null || (interactions.uses ?? 0) < MIN_COUNT) return null;
  const rates = fallbackRates(interactions);
  const difference = rates ? shownDifference(rates.now, rates.before, 'percent') : 0;
  const rise = difference >= FALLBACK_RISE;
  const fall = difference <= -FALLBACK_RISE;
  const high = asShown(value, 'percent') >= FALLBACK_HIGH;
  const step = stepSentence(context);
  if (!rise && !fall && !high && step === null) return null;
  return {
    rule: 'fallback',
    section: 'fallbacks',
    tone: rise || high ? 'attention' : 'neutral',
    heading: words.say(
      rise ? 'callout.fallback.up' : fall ? 'callout.fallback.down' : 'callout.fallback.is',
      {
        percent: withKnown(format.percent(value), interactionsKnown(context), context),
      },
    ),
    body: step ?? words.say('callout.end'),
  };
}

function stepSentence(context: Context): string | null {
  const { words, format } = context;
  const steps = fallbackSteps(context);
  const all = sumKnown(steps.map(({ now }) => now)) ?? 0;
  const top = steps.find(({ step }) => step !== null);
  if (!top || top.step === null || top.now === null || top.now < MIN_FALLBACKS) return null;
  return words.say('callout.fallback.step', { step: top.step, part: format.count(top.now), count: all });
}

import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { type LikeWithLike, sumKnown } from '../figures.js';
import { createLabels } from '../interaction-labels.js';
import { fallbackRate, fallbackRates, type InteractionFigures, isFallback } from '../interactions.js';
import { byName } from '../names.js';
import { asShown, FALLBACK_HIGH, FALLBACK_RISE, FEWEST, FEWEST_FALLBACKS } from './thresholds.js';

/** The fallback rate, and the step that people got lost after most often. */
export function fallbackCallout(context: Context): Callout | null {
  const { words, format, interactions } = context;
  const value = interactions && fallbackRate(interactions);
  if (interactions === null || value === null || (interactions.uses ?? 0) < FEWEST) return null;
  const rates = comparableRates(interactions);
  const difference = rates ? asShown(rates.now - rates.before) : 0;
  const rise = difference >= FALLBACK_RISE;
  const fall = difference <= -FALLBACK_RISE;
  const step = stepSentence(context);
  if (!rise && !fall && value < FALLBACK_HIGH && step === null) return null;
  return {
    rule: 'fallback',
    section: 'fallbacks',
    tone: rise || value >= FALLBACK_HIGH ? 'attention' : 'neutral',
    lead: words.say(rise ? 'callout.fallback.up' : fall ? 'callout.fallback.down' : 'callout.fallback.is', {
      percent: format.percent(value),
    }),
    rest: step ?? words.say('callout.end'),
  };
}

/** The rates of both windows, where they cover every bot present. */
function comparableRates(figures: InteractionFigures): LikeWithLike | null {
  const rates = fallbackRates(figures);
  const present = figures.bots.filter(({ rows }) => rows.length > 0).length;
  return rates?.bots === present ? rates : null;
}

function stepSentence(context: Context): string | null {
  const { words, format, interactions } = context;
  const label = createLabels(context);
  const rows = (interactions?.rows ?? []).filter(isFallback);
  const all = sumKnown(rows.map(({ uses }) => uses)) ?? 0;
  const [top] = rows
    .filter((row) => row.step !== null)
    .map((row) => ({ step: row.step ?? '', label: label(row), uses: row.uses ?? 0 }))
    .toSorted((a, b) => b.uses - a.uses || byName(a.label, b.label));
  if (!top || top.uses < FEWEST_FALLBACKS) return null;
  return words.say('callout.fallback.step', { step: top.step, part: format.count(top.uses), count: all });
}

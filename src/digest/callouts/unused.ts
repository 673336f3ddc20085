import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { totalOf } from '../figures/figures.js';
import { unusedNames } from '../interactions/interaction-labels.js';
import { nameList } from '../language/names.js';
import { MAX_NAMES, MIN_COUNT } from '../thresholds.js';

/** Interactions without use in a window with enough conversations to expect some. */
export function unusedCallout(context: Context): Callout | null {
  const { words, interactions } = context;
  const talk = context.chosen('conversations') ? totalOf(context.figures.conversations) : interactions?.uses;
  const names = unusedNames(context);
  if ((talk ?? 0) < MIN_COUNT || names.length === 0) return null;
  return {
    rule: 'unused',
    section: 'unused',
    tone: 'neutral',
    heading: words.say('callout.unused', { count: names.length }),
    body: words.say('callout.unused.rest', { names: nameList(names, MAX_NAMES, words) }),
  };
}

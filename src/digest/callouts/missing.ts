import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { holesOf } from '../lacks.js';
import { nameList } from '../names.js';
import { MOST_NAMES } from './thresholds.js';

/** That figures of the window are missing, first of all, because every other sentence leans on them. */
export function missingCallout({ words, lacks }: Context): Callout | null {
  const bots = holesOf(lacks).map(({ bot }) => bot);
  if (bots.length === 0) return null;
  return {
    rule: 'missing',
    tone: 'attention',
    lead: words.say('callout.missing'),
    rest: words.say('callout.missing.rest', { bots: nameList(bots, MOST_NAMES, words) }),
  };
}

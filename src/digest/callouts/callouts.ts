import type { Context } from '../context.js';
import type { Callout, Callouts } from '../digest.js';
import { busiestCallout } from './busiest.js';
import { changeCallout } from './change.js';
import { fallbackCallout } from './fallback.js';
import { figureCallout } from './figure.js';
import { missingCallout } from './missing.js';
import { moverCallout } from './mover.js';
import { MOST_CALLOUTS } from './thresholds.js';
import { unusedCallout } from './unused.js';

/** The rules in the order in which their sentences stand. */
const RULES: readonly ((context: Context) => Callout | null)[] = [
  missingCallout,
  changeCallout,
  moverCallout,
  figureCallout,
  fallbackCallout,
  busiestCallout,
  unusedCallout,
];

/** What to notice: every rule that has something to say, in a fixed order. */
export function calloutsOf(context: Context): Callouts {
  const items = RULES.map((rule) => rule(context)).filter((callout) => callout !== null);
  return { items: items.slice(0, MOST_CALLOUTS), quiet: context.words.say('callout.quiet') };
}

import type { Context } from '../context.js';
import type { Callout, Callouts } from '../digest.js';
import { MAX_CALLOUTS } from '../thresholds.js';
import { busiestCallout } from './busiest.js';
import { changeCallout } from './change.js';
import { fallbackCallout } from './fallback.js';
import { figureCallout } from './figure.js';
import { missingCallout } from './missing.js';
import { moverCallout } from './mover.js';
import { unusedCallout } from './unused.js';
import { unusualCallout } from './unusual.js';

/** The rules in the order in which their sentences stand, the weightiest first. */
const RULES: readonly ((context: Context) => Callout | null)[] = [
  missingCallout,
  changeCallout,
  unusualCallout,
  moverCallout,
  figureCallout,
  fallbackCallout,
  busiestCallout,
  unusedCallout,
];

/** What to notice: every rule that has something to say, in a fixed order. */
export function calloutsOf(context: Context): Callouts {
  const items = RULES.map((rule) => rule(context)).filter((callout) => callout !== null);
  return { items: mostWeighty(items), emptyText: context.words.say('callout.quiet') };
}

/** At most MAX_CALLOUTS, in their order; callouts with `attention` are kept first. */
export function mostWeighty(items: readonly Callout[]): readonly Callout[] {
  const kept = new Set(
    [...items.filter(isAlarm), ...items.filter((item) => !isAlarm(item))].slice(0, MAX_CALLOUTS),
  );
  return items.filter((item) => kept.has(item));
}

const isAlarm = ({ tone }: Callout) => tone === 'attention';

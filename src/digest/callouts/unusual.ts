import { isOver, weekdayOf } from '../../lib/time/zone.js';
import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { present } from '../figures/figures.js';
import { dailyHistory } from '../figures/history.js';
import { type DayCount, type WeekdayBaseline, weekdayBaselines } from '../figures/weekday-baseline.js';
import { byName } from '../language/names.js';
import { botsKnown, withKnown } from '../missing/known.js';
import { MIN_COUNT, MIN_WEEKS, OUTLIER_FACTOR, USUAL_REACH } from '../thresholds.js';

interface Unusual extends WeekdayBaseline {
  readonly day: string;
  readonly value: number;
  /** The distance from the median in standard deviations; negative below it. */
  readonly distance: number;
}

/**
 * The day farthest from its weekday's median, the earlier of equals. Only a low day gets `attention`: it may be an
 * outage.
 */
export function unusualCallout(context: Context): Callout | null {
  const { words, format } = context;
  const [farthest] = unusualDays(context).toSorted(
    (a, b) => Math.abs(b.distance) - Math.abs(a.distance) || byName(a.day, b.day),
  );
  if (!farthest) return null;
  const { day, value, middle, spread, distance } = farthest;
  const known = botsKnown(context, present(context.figures.conversations).length);
  const busy = distance > 0;
  const names = { weekday: format.weekday(weekdayOf(day)), day: format.daysOfYear(day, day) };
  return {
    rule: 'unusual',
    section: 'conversations',
    tone: busy ? 'neutral' : 'attention',
    heading: words.say(busy ? 'callout.unusual.busy' : 'callout.unusual.quiet', names),
    body: words.say('callout.unusual.rest', {
      figure: withKnown(words.say('count.conversations', { count: value }), known, context),
      low: format.count(Math.max(0, Math.round(middle - USUAL_REACH * spread))),
      high: format.count(Math.round(middle + USUAL_REACH * spread)),
    }),
  };
}

/** A day that was not over when the digest was due is not considered. */
function unusualDays(context: Context): readonly Unusual[] {
  const days = dailyHistory(context);
  if (days === null) return [];
  const { window, slot } = context.snapshot;
  const usual = weekdayBaselines(days.before);
  return days.window
    .filter(({ day }) => isOver(window.zone, day, slot.scheduledFor))
    .flatMap((day) => measured(day, usual.get(weekdayOf(day.day))));
}

function measured({ day, value }: DayCount, usual: WeekdayBaseline | undefined): readonly Unusual[] {
  if (value === null || usual === undefined || usual.weeks < MIN_WEEKS) return [];
  if (Math.max(value, usual.middle) < MIN_COUNT) return [];
  const distance = (value - usual.middle) / usual.spread;
  return Math.abs(distance) >= OUTLIER_FACTOR * USUAL_REACH ? [{ ...usual, day, value, distance }] : [];
}

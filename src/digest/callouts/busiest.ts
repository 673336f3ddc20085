import type { WorkingHours } from '../../config/config.js';
import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { sumKnown } from '../figures.js';
import { busiestOf, weekdaysOf } from '../heatmaps.js';
import { FEWEST } from './thresholds.js';

/** The busiest hour, and how much came outside working hours. */
export function busiestCallout(context: Context): Callout | null {
  const { words, format, config, heatmap } = context;
  const { cells: week, total } = heatmap ?? { cells: [], total: null };
  const weekdays = weekdaysOf(context.snapshot.window, config.weekStart);
  const busiest = busiestOf(weekdays.map((weekday) => week[weekday - 1] ?? []));
  if (total === null || total < FEWEST || busiest === null) return null;
  const slot = `${format.weekday(weekdays[busiest.row] ?? 1)} ${format.hours(busiest.hour)}`;
  const outside = format.roundPercent(outsideShare(week, total, config.workingHours));
  const figure = words.say('count.conversations', { count: busiest.value });
  return {
    rule: 'busiest',
    tone: 'neutral',
    lead: slot,
    rest:
      busiest.ties === 1
        ? words.say('callout.busiest', { figure, outside })
        : words.say('callout.busiestShared', { figure, outside, count: busiest.ties - 1 }),
  };
}

/** The part of the conversations, as a fraction, that began outside the working hours. `week` starts with Monday. */
export function outsideShare(
  week: readonly (readonly (number | null)[])[],
  total: number,
  { days, from, to }: WorkingHours,
): number {
  const working = days.flatMap((weekday) => (week[weekday - 1] ?? []).slice(from, to));
  return total === 0 ? 0 : 1 - (sumKnown(working) ?? 0) / total;
}

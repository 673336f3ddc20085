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
  const figure = words.say('count.conversations', { count: busiest.value });
  const { days } = config.workingHours;
  const outside = outsideShare(week, total, config.workingHours);
  return {
    rule: 'busiest',
    tone: 'neutral',
    lead: slot,
    rest: [
      busiest.ties === 1
        ? words.say('callout.busiest', { figure })
        : words.say('callout.busiestShared', { figure, count: busiest.ties - 1 }),
      weekdays.some((weekday) => days.includes(weekday))
        ? words.say('callout.outside', { outside: format.roundPercent(outside) })
        : '.',
    ].join(''),
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

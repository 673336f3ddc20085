import type { WorkingHours } from '../../config/config.js';
import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { sumKnown } from '../figures/figures.js';
import {
  type Busiest,
  busiestOf,
  type Heatmap,
  hourText,
  slotOfWeek,
  weekdaysOf,
} from '../figures/heatmaps.js';
import { capitalised } from '../language/names.js';
import { botsKnown, withKnown } from '../missing/known.js';
import { MIN_COUNT } from '../thresholds.js';

/** The busiest hour, on average where the window has several weeks, and how much came outside working hours. */
export function busiestCallout(context: Context): Callout | null {
  const { words, format, config, heatmap } = context;
  if (heatmap === null) return null;
  const { cells: week, means, total } = heatmap;
  const weekdays = weekdaysOf(context.snapshot.window, config.firstWeekday);
  const busiest = busiestOf(weekdays.map((weekday) => means[weekday - 1] ?? []));
  if (total === null || total < MIN_COUNT || busiest === null) return null;
  const slotAt = ({ row, hour }: Pick<Busiest, 'row' | 'hour'>) =>
    slotOfWeek(weekdays[row] ?? 1, hour, context);
  const figure = figureOf(context, heatmap, busiest);
  const { days } = config.workingHours;
  const outside = outsideShare(week, total, config.workingHours);
  return {
    rule: 'busiest',
    section: 'heatmap',
    tone: 'neutral',
    heading: capitalised(slotAt(busiest), format.locale),
    body: [
      sharing(context, figure, { others: busiest.ties - 1, other: busiest.other && slotAt(busiest.other) }),
      weekdays.some((weekday) => days.includes(weekday))
        ? words.say('callout.outside', { outside: format.roundPercent(outside) })
        : words.say('callout.end'),
    ].join(''),
  };
}

function figureOf(context: Context, heatmap: Heatmap, { value }: Busiest): string {
  const { words, format } = context;
  const figure = heatmap.averaged
    ? words.say('value.mean', { value: hourText(heatmap, format)(value) })
    : words.say('count.conversations', { count: value });
  return withKnown(figure, botsKnown(context, heatmap.bots), context);
}

/** Says that it was the busiest, alone, with the one other hour by its name, or with so many others. */
function sharing(
  { words }: Context,
  figure: string,
  { others, other }: { readonly others: number; readonly other: string | null },
): string {
  if (others === 0) return words.say('callout.busiest', { figure });
  if (other !== null) return words.say('callout.busiestTwo', { figure, other });
  return words.say('callout.busiestShared', { figure, count: others });
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

import type { WorkingHours } from '../../config/config.js';
import type { Context } from '../context.js';
import {
  type Busiest,
  busiestOf,
  type Heatmap,
  hourText,
  slotOfWeek,
  weekdaysOf,
} from '../figures/heatmaps.js';
import { hoursText, shareWithin } from '../figures/working-hours.js';
import { capitalised } from '../language/names.js';
import { botsKnown, withKnown } from '../missing/known.js';
import { MIN_COUNT, MIN_COVER } from '../thresholds.js';
import { ALL, type Finding, finding } from './finding.js';

/** The busiest hour on average, how much came outside working hours, and which two hours more would cover most of that. */
export function busiestFinding(context: Context): Finding | null {
  const { words, format, config, heatmap } = context;
  if (heatmap === null) return null;
  const { cells: week, means, total } = heatmap;
  const weekdays = weekdaysOf(context.snapshot.window, config.firstWeekday);
  const busiest = busiestOf(weekdays.map((weekday) => means[weekday - 1] ?? []));
  if (total === null || total < MIN_COUNT || busiest === null || busiest.value < 1) return null;
  const slotAt = ({ row, hour }: Pick<Busiest, 'row' | 'hour'>) =>
    slotOfWeek(weekdays[row] ?? 1, hour, context);
  const figure = figureOf(context, heatmap, busiest);
  const working = config.workingHours.days.some((day) => weekdays.includes(day));
  const outside = 1 - shareWithin(week, total, config.workingHours);
  const more = working ? moreHours(week, total, config.workingHours) : null;
  return finding({
    rule: 'busiest',
    section: 'heatmap',
    tone: 'muted',
    about: ALL,
    values: {
      weekday: weekdays[busiest.row] ?? null,
      hour: busiest.hour,
      mean: busiest.value,
      outside: working ? outside : null,
      cover: more?.share ?? null,
    },
    heading: capitalised(slotAt(busiest), format.locale),
    body: [
      sharing(context, figure, { others: busiest.ties - 1, other: busiest.other && slotAt(busiest.other) }),
      working
        ? words.say('callout.outside', {
            outside: format.roundPercent(outside),
            hours: hoursText(context, config.workingHours),
          })
        : words.say('callout.end'),
      more
        ? words.say(`callout.cover.${more.end}`, {
            hour: format.hour(more.hour),
            share: format.roundPercent(more.share),
          })
        : '',
    ].join(''),
  });
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

/** Hours by which a working day is lengthened for the suggestion. */
const MORE_HOURS = 2;

/** Two hours more at the end of the working day, or at its start, whichever covers more; null when they cover little. */
function moreHours(
  week: readonly (readonly (number | null)[])[],
  total: number,
  { days, from, to }: WorkingHours,
): { readonly end: 'later' | 'earlier'; readonly hour: number; readonly share: number } | null {
  const [late, early] = [Math.min(24, to + MORE_HOURS), Math.max(0, from - MORE_HOURS)];
  const later = shareWithin(week, total, { days, from: to, to: late });
  const earlier = shareWithin(week, total, { days, from: early, to: from });
  const best =
    later >= earlier
      ? ({ end: 'later', hour: late, share: later } as const)
      : ({ end: 'earlier', hour: early, share: earlier } as const);
  return best.share >= MIN_COVER ? best : null;
}

import type { Weekday } from '../../lib/time/zone.js';
import type { Context } from '../context.js';
import type { HeatmapSection } from '../digest.js';
import { answersOf } from '../figures/figures.js';
import {
  type Busiest,
  busiestOf,
  type Heatmap,
  highestOf,
  hourText,
  slotOfWeek,
  weekdaysOf,
} from '../figures/heatmaps.js';
import { shareWithin } from '../figures/working-hours.js';
import { botsKnown, withKnown } from '../missing/known.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { emptyTextFor } from './empty-text.js';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Conversations by weekday and hour; only weekdays in the window have a row. */
export function heatmap(context: Context, week: Heatmap): HeatmapSection {
  const { words, format, window, config } = context;
  const weekdays = weekdaysOf(context.snapshot.window, config.firstWeekday);
  const rowsOf = <Value>(grid: readonly (readonly Value[])[]) =>
    weekdays.map((weekday) => grid[weekday - 1] ?? []);
  const [counts, means, occurrences] = [rowsOf(week.cells), rowsOf(week.means), rowsOf(week.occurrences)];
  const busiest = busiestOf(means);
  const text = hourText(week, format);
  const rows = weekdays.map((weekday) => ({ weekday, label: format.shortWeekday(weekday) }));
  const title = words.say('title.heatmap');
  const slotAt = ({ row, hour }: Pick<Busiest, 'row' | 'hour'>) =>
    slotOfWeek(weekdays[row] ?? 1, hour, context);
  const peak = busiest && {
    slot: slotAt(busiest),
    value: withKnown(
      week.averaged ? words.say('value.mean', { value: text(busiest.value) }) : text(busiest.value),
      botsKnown(context, week.bots),
      context,
    ),
    ties: busiest.ties,
    other: busiest.other && slotAt(busiest.other),
  };
  return {
    kind: 'heatmap',
    id: 'heatmap',
    report: 'heatmap',
    chapter: 'hours',
    title,
    hint: peak ? hintOf(context, peak, week) : '',
    alt: peak
      ? words.say(week.averaged ? 'alt.heatmapMean' : 'alt.heatmap', { busiest: peakText(context, peak) })
      : words.say('alt.nothing', { title, window: window.text }),
    missing: missingHours(context),
    emptyText: emptyTextFor(week.total, 'heatmap', words),
    rows,
    hours: HOURS.map(format.hour),
    cells: counts.map((row, place) =>
      row.map((value, hour) => ({
        value,
        mean: means[place]?.[hour] ?? null,
        occurrences: occurrences[place]?.[hour] ?? 0,
      })),
    ),
    texts: means.map((row) => row.map((value) => (value === null ? '' : text(value)))),
    total: week.total ?? 0,
    max: highestOf(counts),
    busiest: busiest && { row: busiest.row, hour: busiest.hour, ties: busiest.ties },
    workingHours: workingHoursOf(context, week, weekdays),
  };
}

function workingHoursOf(
  { config }: Context,
  { cells, total }: Heatmap,
  weekdays: readonly Weekday[],
): HeatmapSection['workingHours'] {
  const { days, from, to } = config.workingHours;
  const rows = weekdays.flatMap((weekday, row) => (days.includes(weekday) ? [row] : []));
  if (rows.length === 0) return null;
  const share = total === null || total === 0 ? null : shareWithin(cells, total, config.workingHours);
  return { rows, from, to, share };
}

/** Sentences about missing data; the heatmap is built from conversations if no heatmap was requested. */
function missingHours(context: Context): readonly string[] {
  const own = missingIn(context, 'heatmap');
  const leans = context.bots.some((bot) => answersOf(bot, 'heatmap', 'current').length === 0);
  return leans ? [...own, ...missingIn(context, 'conversations', ['current'])] : own;
}

/** The busiest hour as text. */
interface Peak extends Pick<Busiest, 'ties'> {
  readonly slot: string;
  readonly value: string;
  /** The second hour if exactly two are the busiest. */
  readonly other: string | null;
}

function hintOf(context: Context, peak: Peak, { averaged }: Heatmap): string {
  const { words, window } = context;
  return words.say(averaged ? 'hint.heatmapMean' : 'hint.heatmapBusiest', {
    zone: window.zone,
    busiest: peakText(context, peak),
  });
}

function peakText({ words }: Context, { slot, value, ties, other }: Peak): string {
  if (ties === 1) return words.say('hint.busiest', { slot, value });
  if (other !== null) return words.say('hint.busiestTwo', { slot, other, value });
  return words.say('hint.busiestShared', { slot, value, count: ties - 1 });
}

import type { Context } from '../context.js';
import type { HeatmapSection } from '../digest.js';
import { answersOf } from '../figures.js';
import { type Busiest, busiestOf, type Heatmap, weekdaysOf } from '../heatmaps.js';
import { insteadOfNothing } from '../instead.js';
import { missingIn } from '../missing.js';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Conversations by weekday and hour; only the weekdays that the window holds have a row. */
export function heatmap(context: Context, { cells: week, total }: Heatmap): HeatmapSection {
  const { words, format, window, config } = context;
  const weekdays = weekdaysOf(context.snapshot.window, config.weekStart);
  const cells = weekdays.map((weekday) => week[weekday - 1] ?? []);
  const busiest = busiestOf(cells);
  const rows = weekdays.map((weekday) => ({ weekday, label: format.shortWeekday(weekday) }));
  const title = words.say('title.heatmap');
  const peak = busiest && { ...busiest, slot: slotOf(context, busiest, rows) };
  return {
    kind: 'heatmap',
    id: 'heatmap',
    report: 'heatmap',
    chapter: 'when',
    title,
    hint: peak ? hintOf(context, peak) : '',
    alt: peak
      ? words.say('alt.heatmap', { slot: peak.slot, count: peak.value })
      : words.say('alt.nothing', { title, window: window.text }),
    missing: missingHours(context),
    instead: insteadOfNothing(total, 'heatmap', words),
    rows,
    hours: HOURS.map(format.hour),
    cells,
    texts: cells.map((row) => row.map((value) => (value === null ? '' : format.count(value)))),
    total: total ?? 0,
    max: busiest?.value ?? 0,
    busiest: busiest && { row: busiest.row, hour: busiest.hour, ties: busiest.ties },
  };
}

function slotOf({ format }: Context, { row, hour }: Busiest, rows: HeatmapSection['rows']): string {
  const weekday = rows[row]?.weekday ?? 1;
  return `${format.weekday(weekday)} ${format.hours(hour)}`;
}

/** What the heatmap lacks; it leans on conversations where no heatmap was asked for. */
function missingHours(context: Context): readonly string[] {
  const own = missingIn(context, 'heatmap');
  const leans = context.bots.some((bot) => answersOf(bot, 'heatmap', 'current').length === 0);
  return leans ? [...own, ...missingIn(context, 'conversations', ['current'])] : own;
}

function hintOf({ words, format, window }: Context, peak: Busiest & { readonly slot: string }): string {
  const value = format.count(peak.value);
  const { slot } = peak;
  const busiest =
    peak.ties === 1
      ? words.say('hint.busiest', { slot, value })
      : words.say('hint.busiestShared', { slot, value, count: peak.ties - 1 });
  return words.say('hint.heatmapBusiest', { zone: window.zone, busiest });
}

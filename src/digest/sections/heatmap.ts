import type { Context } from '../context.js';
import type { HeatmapSection } from '../digest.js';
import { answersOf } from '../figures.js';
import { type Busiest, busiestOf, type Heatmap, slotOfWeek, weekdaysOf } from '../heatmaps.js';
import { insteadOfNothing } from '../instead.js';
import { missingIn } from '../missing.js';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Conversations by weekday and hour; only the weekdays that the window holds have a row. */
export function heatmap(context: Context, { cells: week, total }: Heatmap): HeatmapSection {
  const { words, format, window, config } = context;
  const weekdays = weekdaysOf(context.snapshot.window, config.firstWeekday);
  const cells = weekdays.map((weekday) => week[weekday - 1] ?? []);
  const busiest = busiestOf(cells);
  const rows = weekdays.map((weekday) => ({ weekday, label: format.shortWeekday(weekday) }));
  const title = words.say('title.heatmap');
  const slotAt = ({ row, hour }: Pick<Busiest, 'row' | 'hour'>) =>
    slotOfWeek(weekdays[row] ?? 1, hour, context);
  const peak = busiest && {
    slot: slotAt(busiest),
    value: busiest.value,
    ties: busiest.ties,
    other: busiest.other && slotAt(busiest.other),
  };
  return {
    kind: 'heatmap',
    id: 'heatmap',
    report: 'heatmap',
    chapter: 'when',
    title,
    hint: peak ? hintOf(context, peak) : '',
    alt: peak
      ? words.say('alt.heatmap', { busiest: peakText(context, peak) })
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

/** What the heatmap lacks; it leans on conversations where no heatmap was asked for. */
function missingHours(context: Context): readonly string[] {
  const own = missingIn(context, 'heatmap');
  const leans = context.bots.some((bot) => answersOf(bot, 'heatmap', 'current').length === 0);
  return leans ? [...own, ...missingIn(context, 'conversations', ['current'])] : own;
}

/** The busiest hour in words. */
interface Peak extends Pick<Busiest, 'value' | 'ties'> {
  readonly slot: string;
  /** The other one of exactly two. */
  readonly other: string | null;
}

function hintOf(context: Context, peak: Peak): string {
  const { words, window } = context;
  return words.say('hint.heatmapBusiest', { zone: window.zone, busiest: peakText(context, peak) });
}

function peakText({ words, format }: Context, { slot, value: most, ties, other }: Peak): string {
  const value = format.count(most);
  if (ties === 1) return words.say('hint.busiest', { slot, value });
  if (other !== null) return words.say('hint.busiestTwo', { slot, other, value });
  return words.say('hint.busiestShared', { slot, value, count: ties - 1 });
}

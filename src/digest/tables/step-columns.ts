import { type CountRange, usualRange } from '../../baseline/negative-binomial.js';
import { weekdayOf } from '../../lib/time/zone.js';
import type { Context } from '../context.js';
import { dayOf } from '../figures/axis.js';
import { notesOf } from '../figures/notes.js';
import type { SummedReport } from '../figures/summed.js';
import { type ExtraColumn, type SeriesLine, valueAt } from './series-rows.js';

/** A series of one bot. */
export interface BotLine extends SeriesLine {
  readonly bot: { readonly id: string };
}

/**
 * What is known of a step besides its value. Which of these columns there are depends on the configuration alone, so that they stay the same
 * from one digest to the next.
 */
export function stepColumns(context: Context, report: SummedReport): readonly ExtraColumn<BotLine>[] {
  const { axis, comparison, snapshot, config } = context;
  const inDays = axis.bucket === 'day' || axis.bucket === 'hour';
  const alike = inDays || axis.bucket === 'week';
  const judged = report === 'conversations' && axis.bucket === 'day' && snapshot.history !== null;
  return [
    ...(inDays ? [weekdayColumn(context)] : []),
    ...(comparison && alike ? [changeColumn(context)] : []),
    ...(judged ? usualColumns(context) : []),
    ...(inDays && config.notes.length + config.holidays.length > 0 ? [noteColumn(context)] : []),
  ];
}

function weekdayColumn({ axis, words, format }: Context): ExtraColumn {
  const days = axis.current.map((step) => format.shortWeekday(weekdayOf(dayOf(step))));
  return {
    id: 'weekday',
    label: words.say('label.weekday'),
    type: 'text',
    sum: false,
    cell: ({ current }) => (current === null ? null : (days[current] ?? null)),
  };
}

const changeColumn = ({ words }: Context): ExtraColumn => ({
  id: 'change',
  label: words.say('label.change'),
  type: 'percent',
  sum: false,
  cell: ({ line, current, comparison }) =>
    relativeChange(valueAt(line.current, current), valueAt(line.comparison, comparison)),
});

/** A fraction with four decimals; null where there is nothing to compare with. */
export function relativeChange(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : Math.round((now / before - 1) * 1e4) / 1e4;
}

/** What each whole day of each bot usually is; empty where its past does not tell. */
function usualColumns(context: Context): readonly ExtraColumn<BotLine>[] {
  const { axis, judgement, holidays, words } = context;
  const ranges = new Map<string, readonly (CountRange | null)[]>();
  for (const [bot, { baseline }] of judgement.byBot)
    ranges.set(
      bot,
      axis.current.map((step, place) =>
        baseline && axis.whole[place] && !holidays.has(dayOf(step))
          ? usualRange(baseline.expected(dayOf(step)))
          : null,
      ),
    );
  return (['low', 'high'] as const).map((end) => ({
    id: end === 'low' ? 'usualLow' : 'usualHigh',
    label: words.say(end === 'low' ? 'label.usualLow' : 'label.usualHigh'),
    type: 'count',
    sum: false,
    cell: ({ line, current }) =>
      current === null ? null : (ranges.get(line.bot.id)?.[current]?.[end] ?? null),
  }));
}

function noteColumn(context: Context): ExtraColumn {
  const { axis, words } = context;
  const all = notesOf(context);
  const notes = axis.current.map((step) => {
    const own = all.filter(({ day }) => day === dayOf(step));
    return own.map(({ text }) => text).join(words.say('list.comma'));
  });
  return {
    id: 'note',
    label: words.say('label.dayNote'),
    type: 'text',
    sum: false,
    cell: ({ current }) => (current === null ? null : notes[current] || null),
  };
}

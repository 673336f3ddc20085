import type { BotSnapshot, WindowRole } from '../../chatbot/snapshot.js';
import { addDays } from '../../lib/time/zone.js';
import { type Bucket, bucketsOf } from '../../schedule/bucket.js';
import { HISTORY_WEEKS } from '../../schedule/history.js';
import { type Window, windowOf } from '../../schedule/window.js';
import type { Context } from '../context.js';
import { answersOf, present } from './figures.js';
import { addSeries, bucketValues, type Values } from './local-series.js';
import type { DayCount } from './weekday-baseline.js';

/** Conversations by local day over the bots present, in the window and in the eight weeks before it. */
export interface Days {
  readonly window: readonly DayCount[];
  readonly before: readonly DayCount[];
}

/** null if no history was requested. A day is missing if any bot's count is. */
export function dailyHistory({ snapshot, bots, figures }: Context): Days | null {
  const { window, history } = snapshot;
  if (history === null) return null;
  const known = new Set(present(figures.conversations).map(({ bot }) => bot.id));
  const talking = bots.filter(({ id }) => known.has(id));
  return {
    window: counts(window, (days) => talking.map((bot) => valuesOf(bot, 'current', days))),
    before: counts(lastWeeks(history), (days) => talking.map((bot) => historyOf(bot, days))),
  };
}

const lastWeeks = ({ zone, lastDay }: Window) =>
  windowOf(zone, [addDays(lastDay, 1 - 7 * HISTORY_WEEKS), lastDay]);

function counts(
  window: Window,
  valuesBy: (days: readonly Bucket[]) => readonly Values[],
): readonly DayCount[] {
  const days = bucketsOf(window, 'day', 'monday');
  const values = addSeries(valuesBy(days));
  return days.map(({ key }, index) => ({ day: key, value: values[index] ?? null }));
}

/** Takes days that the history lacks from the comparison window. */
function historyOf(bot: BotSnapshot, days: readonly Bucket[]): Values {
  const compared = valuesOf(bot, 'comparison', days);
  return valuesOf(bot, 'history', days).map((value, index) => value ?? compared[index] ?? null);
}

const valuesOf = (bot: BotSnapshot, role: WindowRole, days: readonly Bucket[]) =>
  bucketValues(answersOf(bot, 'conversations', role), days);

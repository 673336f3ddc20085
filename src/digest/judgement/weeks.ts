import type { Rate } from '../../baseline/guard.js';
import type { Ratio } from '../../baseline/ratio-baseline.js';
import type { BotSnapshot, ReportAnswer, Snapshot } from '../../chatbot/snapshot.js';
import { groupedBy } from '../../lib/grouped.js';
import { answersOf } from '../figures/figures.js';
import { ratePartsOf } from '../interactions/interactions.js';
import type { Timeline } from './timeline.js';

/** A week's rate, under its first instant (epoch ms). */
export interface WeekRate {
  readonly from: number;
  /** null where any bot's figures are missing. */
  readonly rate: Rate | null;
}

/** Uses and fallbacks of the known weeks before the window over the bots given, in order. */
export function fallbackWeeks(bots: readonly BotSnapshot[], snapshot: Snapshot): readonly WeekRate[] {
  const answers = bots.map((bot) => [
    ...answersOf(bot, 'interactions', 'history'),
    ...comparedWeek(bot, snapshot),
  ]);
  const starts = [...new Set(answers.flat().map(({ from }) => from))].toSorted((a, b) => a - b);
  return starts.map((from) => ({
    from,
    rate: added(answers.map((own) => ratePartsOf(own.filter((answer) => answer.from === from)))),
  }));
}

/** The comparison is one more week where it is the week right before the window and not one of the known weeks. */
function comparedWeek(bot: BotSnapshot, { window, comparison }: Snapshot): readonly ReportAnswer[] {
  if (comparison === null || comparison.to !== window.from) return [];
  const days = Math.round((comparison.to - comparison.from) / 86_400_000);
  const known = answersOf(bot, 'interactions', 'history').some(({ to }) => to > comparison.from);
  return days === 7 && !known ? answersOf(bot, 'interactions', 'comparison') : [];
}

const added = (rates: readonly (Rate | null)[]): Rate | null =>
  rates.reduce<Rate | null>(
    (sum, rate) => (sum && rate ? { uses: sum.uses + rate.uses, hits: sum.hits + rate.hits } : null),
    { uses: 0, hits: 0 },
  );

/** One series divided by another, by whole weeks of known days, in order. */
export function weeklyRatios(totals: Timeline, units: Timeline): readonly (Ratio | null)[] {
  const unitsByDay = new Map(units.before.map(({ day, value }) => [day, value]));
  const weeks = groupedBy(
    totals.before
      .slice(totals.before.length % 7)
      .map((one, index) => ({ ...one, week: Math.floor(index / 7) })),
    ({ week }) => String(week),
  );
  return [...weeks.values()].map((days) =>
    days.reduce<Ratio | null>(
      (sum, { day, value }) => {
        const unit = unitsByDay.get(day) ?? null;
        if (sum === null || value === null || unit === null) return null;
        return { total: sum.total + value, units: sum.units + unit };
      },
      { total: 0, units: 0 },
    ),
  );
}

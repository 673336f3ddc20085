import type { BotConfig, WeekStart } from '../../config/config.js';
import { addDays, type Day, daysBetween } from '../../lib/time/zone.js';
import { startOfWeek } from '../../schedule/week.js';
import { type Window, windowOf } from '../../schedule/window.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import { interactionsOf, seriesOf } from './history.js';
import type { PlannedRequest } from './planned-request.js';
import { type Scope, sourceSets } from './scope.js';

/** Whole local days of a report, for one bot. */
export interface DaysWanted {
  readonly bot: BotConfig;
  readonly report: Extract<ReportName, 'conversations' | 'paid' | 'messages' | 'interactions'>;
  /** In order, without a day left out for any report but interactions. */
  readonly days: readonly Day[];
  /** Earlier days to be used where they are known; a few others, the latest first, are asked for each time. */
  readonly older?: readonly Day[];
  readonly zone: string;
  readonly weekStart: WeekStart;
}

/** What the requests for days are planned with. */
export interface DaysScope extends Pick<Scope, 'chatbot'> {
  /** The window of whole local days; the same for many bots. */
  windowOf(zone: string, days: readonly [Day, Day]): Window;
}

/** Computes each window once: to read the clocks of a zone is most of the work. */
export function daysScope({ chatbot }: Pick<Scope, 'chatbot'>): DaysScope {
  const known = new Map<string, Window>();
  return {
    chatbot,
    windowOf(zone, days) {
      const key = `${zone} ${days.join()}`;
      const window = known.get(key) ?? windowOf(zone, days);
      known.set(key, window);
      return window;
    },
  };
}

/**
 * The requests of a history for whole weeks, as digests make them, so that both use the same kept ones, and for the days of the week that runs.
 * Interactions come as sums, so that each day takes a request.
 */
export function planDays(wanted: DaysWanted, scope: DaysScope): PlannedRequest[] {
  const { bot, report, days, older = [], zone } = wanted;
  if (report === 'interactions')
    return [...older, ...days].map((day) => interactionsOf(bot)(scope.windowOf(zone, [day, day])));
  const weeks = weeksOver(wanted, scope);
  return sourceSets(bot, scope).flatMap((sources) =>
    weeks.map((week) => ({ ...seriesOf(bot, report, week), sources })),
  );
}

/** The weeks that the days lie in, the last one up to the last day. */
function weeksOver({ days, zone, weekStart }: DaysWanted, scope: DaysScope): Window[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const weeks: Window[] = [];
  for (let start = startOfWeek(first, weekStart); start <= last; start = addDays(start, 7)) {
    const end = addDays(start, 6);
    weeks.push(scope.windowOf(zone, [start, daysBetween(end, last) > 0 ? end : last]));
  }
  return weeks;
}

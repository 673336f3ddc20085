import type { BotConfig, ReportsConfig } from '../../config/config.js';
import { bucketsOf } from '../../schedule/bucket.js';
import { HISTORY_WEEKS, isWeek, lengthInDays, weeksOf } from '../../schedule/history.js';
import type { Window } from '../../schedule/window.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import type { PlannedRequest } from './planned-request.js';
import { type Scope, sourceSets } from './scope.js';

const DAY = 86_400_000;

/** The chosen reports that have a history. */
export function historyReports(window: Window, { names }: Pick<ReportsConfig, 'names'>): ReportName[] {
  const days = lengthInDays(window);
  const wanted: readonly ReportName[] = [
    'conversations',
    ...(days === 7 ? (['paid', 'messages'] as const) : []),
    ...(days <= 7 ? (['interactions'] as const) : []),
  ];
  return wanted.filter((report) => names.includes(report));
}

/** A request for each week, report and source set, the weeks in order. Weeks that the comparison covers are left out. */
export function planHistory(bot: BotConfig, scope: Scope): PlannedRequest[] {
  if (scope.history === null) return [];
  const weeks = weeksOf(scope.history);
  return historyReports(scope.window, scope.reports).flatMap((report) =>
    report === 'interactions'
      ? weeks.slice(-HISTORY_WEEKS).filter(isNot(scope.comparison)).map(interactionsOf(bot))
      : sourceSets(bot, scope).flatMap((sources) =>
          weeks
            .filter(isBeyond(scope.comparison))
            .map((week) => ({ ...seriesOf(bot, report, week), sources })),
        ),
  );
}

/** The history requests for the windows themselves, as later digests make them; none for a window that is no whole week. */
export function planAsHistory(bot: BotConfig, scope: Scope): PlannedRequest[] {
  return [scope.window, scope.comparison].flatMap((window) =>
    window !== null && isWeek(window, scope.weekStart)
      ? planHistory(bot, { ...scope, window, comparison: null, history: window })
      : [],
  );
}

const isBeyond = (comparison: Window | null) => (week: Window) =>
  comparison === null || week.firstDay < comparison.firstDay || week.lastDay > comparison.lastDay;

/** Interactions come as sums of a whole window. */
const isNot = (comparison: Window | null) => (week: Window) =>
  week.firstDay !== comparison?.firstDay || week.lastDay !== comparison.lastDay;

/**
 * By day where every local day begins at UTC midnight, else by hour. In zones with a half or quarter hour the days of a history so begin
 * up to 45 minutes late, which a baseline can bear; one request per day would be too many.
 */
export const seriesOf = (bot: BotConfig, report: ReportName, week: Window): PlannedRequest => ({
  ...requestOf(bot, report, week),
  ask: { kind: 'series', of: report, dimension: dimensionOf(week), split: false },
});

/** Of windows that many bots share. */
const dimensions = new WeakMap<Window, 'day' | 'hour'>();

function dimensionOf(week: Window): 'day' | 'hour' {
  const known = dimensions.get(week);
  if (known !== undefined) return known;
  const days = bucketsOf(week, 'day', 'monday');
  const found = days.every(({ from, to }) => from % DAY === 0 && to % DAY === 0) ? 'day' : 'hour';
  dimensions.set(week, found);
  return found;
}

export const interactionsOf =
  (bot: BotConfig) =>
  (week: Window): PlannedRequest => ({
    ...requestOf(bot, 'interactions', week),
    ignored: bot.sources ?? [],
    ask: { kind: 'interactions' },
  });

const requestOf = (bot: BotConfig, report: ReportName, { from, to }: Window) =>
  ({
    report,
    window: 'history',
    purpose: 'total',
    storyId: bot.storyId,
    sources: [],
    ignored: [],
    from,
    to,
  }) as const;

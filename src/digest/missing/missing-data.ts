import type { BotSnapshot, GapReason, ReportAnswer, Snapshot, WindowRole } from '../../chatbot/snapshot.js';
import { REPORTS, type ReportName } from '../../vocabulary/chatbot.js';
import { gapReasonOf } from '../figures/figures.js';

/** A requested report that is missing or incomplete for one bot. */
export interface MissingData {
  readonly bot: string;
  readonly report: ReportName;
  /** The figures of a window, or their split by source: `split` in the current window, `splitBefore` in the comparison. */
  readonly scope: Exclude<WindowRole, 'history'> | 'split' | 'splitBefore';
  readonly whole: boolean;
  /** The reason of the failed request; `bad-values` for an answer with unreadable values. */
  readonly reason: GapReason | 'bad-values';
}

/** Largest gap first: a notice names the first of its group. */
const SCOPES = ['current', 'split', 'comparison', 'splitBefore'] as const;

/** All missing data by report, bot and scope; at most one failed request and one unreadable answer for each. */
export function missingDataOf(snapshot: Snapshot): readonly MissingData[] {
  return REPORTS.flatMap((report) =>
    snapshot.bots.flatMap((bot) => SCOPES.flatMap((scope) => lacksIn(bot, report, scope))),
  );
}

/** The missing data of the current window, without that of the comparison. */
export function holesOf(missing: readonly MissingData[]): readonly MissingData[] {
  return missing.filter(({ scope }) => scope === 'current' || scope === 'split');
}

/** A bot whose history is incomplete. Figures do not depend on the history, so it does not count as missing data. */
export interface MissingHistory {
  readonly bot: string;
  readonly reason: MissingData['reason'];
}

export function missingHistoryOf({ bots }: Snapshot): readonly MissingHistory[] {
  return bots.flatMap(({ name, answers }): MissingHistory[] => {
    const own = answers.filter((answer) => scopeOf(answer) === 'history');
    const reason = gapReasonOf(own) ?? (own.some(hasUnreadable) ? 'bad-values' : null);
    return reason === null ? [] : [{ bot: name, reason }];
  });
}

function lacksIn(bot: BotSnapshot, report: ReportName, scope: MissingData['scope']): readonly MissingData[] {
  const answers = bot.answers.filter((answer) => answer.report === report && scopeOf(answer) === scope);
  const reason = gapReasonOf(answers);
  const about = { bot: bot.name, report, scope };
  const whole = answers.every(({ result }) => result.kind === 'gap');
  const missing: MissingData[] = reason === null ? [] : [{ ...about, whole, reason }];
  return answers.some(hasUnreadable)
    ? [...missing, { ...about, whole: false, reason: 'bad-values' }]
    : missing;
}

function scopeOf({ purpose, window }: ReportAnswer): MissingData['scope'] | 'history' {
  if (purpose === 'total') return window;
  return window === 'current' ? 'split' : 'splitBefore';
}

function hasUnreadable({ result }: ReportAnswer): boolean {
  switch (result.kind) {
    case 'series':
      return result.points.some(({ value }) => value === null);
    case 'heatmap':
      return result.cells.some((row) => row.includes(null));
    case 'interactions':
      return result.rows.some(({ value }) => value === null);
    case 'gap':
      return false;
  }
}

import type { BotSnapshot, GapReason, ReportAnswer, Snapshot, WindowRole } from '../../chatbot/snapshot.js';
import { REPORTS, type ReportName } from '../../vocabulary/chatbot.js';
import { gapReasonOf } from '../figures/figures.js';

/** Something that was asked of one bot and did not come, in whole or in part. */
export interface MissingData {
  readonly bot: string;
  readonly report: ReportName;
  /** A window's own figures, or their division by source: `split` of the current window, `splitBefore` of the other. */
  readonly scope: Exclude<WindowRole, 'history'> | 'split' | 'splitBefore';
  readonly whole: boolean;
  /** The failed request's reason; `bad-values` where an answer held values that could not be read. */
  readonly reason: GapReason | 'bad-values';
}

/** The widest first: a notice is worded after the first of a group. */
const SCOPES = ['current', 'split', 'comparison', 'splitBefore'] as const;

/** Every lack, by report, then bot, then scope; at most one failed request and one unreadable answer for each. */
export function missingDataOf(snapshot: Snapshot): readonly MissingData[] {
  return REPORTS.flatMap((report) =>
    snapshot.bots.flatMap((bot) => SCOPES.flatMap((scope) => lacksIn(bot, report, scope))),
  );
}

/** The lacks of the current window: those that leave a hole in what is shown, not only in what it is compared with. */
export function holesOf(lacks: readonly MissingData[]): readonly MissingData[] {
  return lacks.filter(({ scope }) => scope === 'current' || scope === 'split');
}

/** The bots whose history did not come in full: what is shown is whole without it, so it is no lack. */
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
  const lacks: MissingData[] = reason === null ? [] : [{ ...about, whole, reason }];
  return answers.some(hasUnreadable) ? [...lacks, { ...about, whole: false, reason: 'bad-values' }] : lacks;
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

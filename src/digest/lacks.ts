import type { Answer, BotSnapshot, GapReason, Snapshot, WindowRole } from '../chatbot/snapshot.js';
import { REPORTS, type ReportName } from '../config/config.js';
import { reasonOf } from './figures.js';

/** Something that was asked of one bot and did not come, in whole or in part. */
export interface Lack {
  readonly bot: string;
  readonly report: ReportName;
  /** `split` is the division by source, `comparison` the other window's figures. */
  readonly scope: WindowRole | 'split';
  readonly whole: boolean;
  /** The failed request's reason; `bad-values` where an answer held values that could not be read. */
  readonly reason: GapReason | 'bad-values';
}

const SCOPES = ['current', 'comparison', 'split'] as const;

/** Every lack, by report, then bot, then scope; at most one failed request and one unreadable answer for each. */
export function lacksOf(snapshot: Snapshot): readonly Lack[] {
  return REPORTS.flatMap((report) =>
    snapshot.bots.flatMap((bot) => SCOPES.flatMap((scope) => lacksIn(bot, report, scope))),
  );
}

function lacksIn(bot: BotSnapshot, report: ReportName, scope: Lack['scope']): readonly Lack[] {
  const answers = bot.answers.filter((answer) => answer.report === report && scopeOf(answer) === scope);
  const reason = reasonOf(answers);
  const about = { bot: bot.name, report, scope };
  const whole = answers.every(({ result }) => result.kind === 'gap');
  const lacks: Lack[] = reason === null ? [] : [{ ...about, whole, reason }];
  return answers.some(hasUnreadable) ? [...lacks, { ...about, whole: false, reason: 'bad-values' }] : lacks;
}

const scopeOf = (answer: Answer): Lack['scope'] => (answer.purpose === 'by-source' ? 'split' : answer.window);

function hasUnreadable({ result }: Answer): boolean {
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

import { readSeries } from '../../chatbot/read/series.js';
import type { GapReason } from '../../chatbot/snapshot.js';
import type { ReportName, Source } from '../../vocabulary/chatbot.js';
import { type CountSeries, countsOf } from '../judge/counts.js';
import type { Span } from '../judge/span.js';
import type { Asker } from './asker.js';

export type SeriesReply =
  | { readonly ok: true; readonly counts: CountSeries }
  | { readonly ok: false; readonly reason: GapReason | 'budget'; readonly message: string };

/** What to ask a series report for. */
export interface SeriesWish {
  readonly report: Exclude<ReportName, 'heatmap' | 'interactions'>;
  readonly range: Span;
  readonly dimension: 'hour' | 'day' | 'month';
  /** One source; all when left out. */
  readonly source?: Source;
  /** What of the answer is read, where that may hold more than was asked for. */
  readonly read?: Span;
  /** Further parameters. */
  readonly more?: readonly (readonly [name: string, value: string])[];
}

/** Asks for a series and reads it as digests do: its values by instant. */
export async function askSeries(
  asker: Asker,
  { report, range, read = range, dimension, source, more = [] }: SeriesWish,
): Promise<SeriesReply> {
  const one = source === undefined ? [] : [['source', source] as const];
  const reply = await asker.report(report, range, [...one, ...more, ['dimension', dimension]]);
  if (!reply.ok) return reply;
  const { result } = readSeries(reply.body, { dimension, ...read, counts: report !== 'average' });
  if (result.kind === 'gap') return { ok: false, reason: result.reason, message: result.message };
  return { ok: true, counts: countsOf(result.points) };
}

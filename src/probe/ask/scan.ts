import { type CountSeries, totalIn, within } from '../judge/counts.js';
import { MIN_CONVERSATIONS } from '../judge/fit.js';
import { DAY_MS, lastMonday, type Span, WEEK_MS } from '../judge/span.js';
import { type Asker, apiFailed } from './asker.js';
import { askSeries } from './series.js';

/** What one bot has, by day. */
export interface Scan {
  /** Whole weeks, Monday to Sunday in UTC. */
  readonly window: Span;
  /** Conversations by UTC day, as far back as one answer goes. */
  readonly daily: CountSeries;
  /** Conversations in the window. */
  readonly total: number;
  readonly range: RangeLimit;
}

/** The longest range that was answered, in days, and the shortest that was refused; null when none was. */
export interface RangeLimit {
  readonly answered: number;
  readonly refused: number | null;
}

/** The longest ranges that digests ask for, in days, and shorter ones. */
const RANGES = [366, 184, 92, 31, 7] as const;

/** The window, where so long a range is answered: that many weeks hold as much as can be had, of any bot that is worth a digest. */
const WEEKS = 12;

/** Asks for the conversations of a year, or of less where that is refused; rejects with a UserError when the API fails. */
export async function scan(asker: Asker, now: number): Promise<Scan> {
  const to = lastMonday(now);
  let refused: number | null = null;
  for (const days of RANGES) {
    const range = { from: to - days * DAY_MS, to };
    const reply = await askSeries(asker, { report: 'conversations', range, dimension: 'day' });
    if (reply.ok) return { ...chooseWindow(reply.counts, range), range: { answered: days, refused } };
    if (reply.reason !== 'bad-request') throw apiFailed(reply.message);
    refused = days;
  }
  throw apiFailed('The API refused to tell the conversations even of one week.');
}

function chooseWindow(daily: CountSeries, { from, to }: Span): Pick<Scan, 'window' | 'daily' | 'total'> {
  const weeks = Math.min(WEEKS, Math.floor((to - from) / WEEK_MS));
  const window = { from: to - weeks * WEEK_MS, to };
  return { daily, window, total: totalIn(within(daily, window)) };
}

export const isThin = ({ total }: Pick<Scan, 'total'>): boolean => total < MIN_CONVERSATIONS;

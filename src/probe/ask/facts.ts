import { SOURCES, type Source } from '../../vocabulary/chatbot.js';
import { added, type CountSeries, totalIn, within } from '../judge/counts.js';
import { type Span, WEEK_MS } from '../judge/span.js';
import type { Asker } from './asker.js';
import type { Scan } from './scan.js';
import { askSeries, type SeriesReply } from './series.js';

/** What the answers to the questions are compared with: single, plain requests of one bot. */
export interface ProbeFacts extends Scan {
  /** Epoch ms, by the API's clock. */
  readonly now: number;
  /** The last weeks of the window, few enough to ask for their hours. */
  readonly recent: Span;
  /** Conversations of these weeks by UTC hour. */
  readonly hourly: SeriesReply;
  /** Conversations of the window by UTC day, of each source that was asked for; the others have none. */
  readonly sources: ReadonlyMap<Source, CountSeries>;
  /** Why not all sources could be asked for; null when all were. */
  readonly sourceProblem: string | null;
}

const RECENT = 4 * WEEK_MS;

/** Asks for the hours, and for one source after the other until they make up the total. */
export async function gather(asker: Asker, found: Scan, now: number): Promise<ProbeFacts> {
  const { window } = found;
  const recent = { from: Math.max(window.from, window.to - RECENT), to: window.to };
  const hourly = await askSeries(asker, { report: 'conversations', range: recent, dimension: 'hour' });
  const plain = { ...found, now, recent, hourly };
  const sources = new Map<Source, CountSeries>();
  for (const source of SOURCES) {
    if (totalIn(added([...sources.values()])) === found.total) break;
    const reply = await askSeries(asker, {
      report: 'conversations',
      range: window,
      dimension: 'day',
      source,
    });
    if (!reply.ok) return { ...plain, sources, sourceProblem: reply.message };
    sources.set(source, reply.counts);
  }
  return { ...plain, sources, sourceProblem: null };
}

/** The days of the window. */
export const windowDays = ({ daily, window }: Pick<ProbeFacts, 'daily' | 'window'>): CountSeries =>
  within(daily, window);

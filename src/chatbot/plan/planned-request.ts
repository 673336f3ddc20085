import type { ChatbotConfig } from '../../config/config.js';
import type { ReportName, Source } from '../../vocabulary/chatbot.js';
import type { ApiRequest } from '../client/session.js';
import type { ReportAnswer, SeriesResult } from '../snapshot.js';
import { REPORT_PATHS } from '../wire.js';

/** One request of a snapshot, and how its answer is used. */
export interface PlannedRequest extends Pick<ReportAnswer, 'report' | 'window' | 'purpose' | 'from' | 'to'> {
  readonly storyId: string;
  /** The sources sent; empty for all. */
  readonly sources: readonly Source[];
  /** The bot's sources where the report cannot be limited to them. */
  readonly ignored: readonly Source[];
  readonly ask: Ask;
}

export type Ask =
  | {
      readonly kind: 'series';
      /** The report requested: hourly conversations may replace the heatmap. */
      readonly of: ReportName;
      readonly dimension: SeriesResult['dimension'];
      /** Request `group=source`. */
      readonly split: boolean;
    }
  /** `offset`: the UTC offset of the heatmap's hours, in minutes. */
  | { readonly kind: 'heatmap'; readonly offset: number }
  | { readonly kind: 'interactions' };

const HOUR = 3_600_000;

/**
 * The range requested, epoch ms, `to` exclusive. Steps of an hour are requested whole: in zones with half or quarter hours those that cross
 * an end belong to what is before it.
 */
export function rangeOf({ ask, from, to }: Pick<PlannedRequest, 'ask' | 'from' | 'to'>) {
  const hourly = ask.kind === 'series' && ask.dimension === 'hour';
  const whole = (at: number) => (hourly ? Math.ceil(at / HOUR) * HOUR : at);
  return { from: whole(from), to: whole(to) };
}

type Pairs = [name: string, value: string][];

/** The API request: always with `from` and `to` (inclusive, so the last millisecond), never `period`. */
export function encode(
  planned: PlannedRequest,
  { arrayFormat, offsetSign }: Pick<ChatbotConfig, 'arrayFormat' | 'offsetSign'>,
): ApiRequest {
  const { ask, storyId, sources } = planned;
  const { from, to } = rangeOf(planned);
  const range: Pairs = [
    ['from', new Date(from).toISOString()],
    ['to', new Date(to - 1).toISOString()],
    ['storyId', storyId],
  ];
  const query = [...range, ...sourcePairs(sources, arrayFormat), ...askPairs(ask, offsetSign)];
  return { path: REPORT_PATHS[ask.kind === 'series' ? ask.of : planned.report], query };
}

function askPairs(ask: Ask, offsetSign: 1 | -1): Pairs {
  switch (ask.kind) {
    case 'series':
      return [['dimension', ask.dimension], ...(ask.split ? ([['group', 'source']] satisfies Pairs) : [])];
    case 'heatmap':
      return [['offset', String(ask.offset * offsetSign)]];
    case 'interactions':
      return [];
  }
}

/** A single source is sent without array syntax. */
function sourcePairs(sources: readonly Source[], format: ChatbotConfig['arrayFormat']): Pairs {
  if (sources.length < 2) return sources.map((source) => ['source', source]);
  if (format === 'comma') return [['source', sources.join(',')]];
  const name = format === 'brackets' ? 'source[]' : 'source';
  return sources.map((source) => [name, source]);
}

import type { ChatbotConfig } from '../../config/config.js';
import type { ReportName, Source } from '../../vocabulary/chatbot.js';
import type { ApiRequest } from '../client/session.js';
import type { ReportAnswer, SeriesResult } from '../snapshot.js';
import { REPORT_PATHS } from '../wire.js';

/** One request that a snapshot is made of, and what its answer will be. */
export interface PlannedRequest extends Pick<ReportAnswer, 'report' | 'window' | 'purpose' | 'from' | 'to'> {
  readonly storyId: string;
  /** The sources sent; none asks for all. */
  readonly sources: readonly Source[];
  /** Sources that the bot is limited to and this report cannot be. */
  readonly ignored: readonly Source[];
  readonly ask: Ask;
}

export type Ask =
  | {
      readonly kind: 'series';
      /** The report whose path is asked: conversations by the hour may stand in for the heatmap. */
      readonly of: ReportName;
      readonly dimension: SeriesResult['dimension'];
      /** Whether the answer is to be split by source. */
      readonly split: boolean;
    }
  /** `offset`: minutes that the heatmap's clocks are to be ahead of UTC. */
  | { readonly kind: 'heatmap'; readonly offset: number }
  | { readonly kind: 'interactions' };

type Pairs = [name: string, value: string][];

/** A planned request as it is sent: always `from` and `to`, never `period`, and `to` as the last millisecond. */
export function encode(
  planned: PlannedRequest,
  { arrayFormat, offsetSign }: Pick<ChatbotConfig, 'arrayFormat' | 'offsetSign'>,
): ApiRequest {
  const { ask, storyId, sources, from, to } = planned;
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

/** A single source needs no array and is always sent plain. */
function sourcePairs(sources: readonly Source[], format: ChatbotConfig['arrayFormat']): Pairs {
  if (sources.length < 2) return sources.map((source) => ['source', source]);
  if (format === 'comma') return [['source', sources.join(',')]];
  const name = format === 'brackets' ? 'source[]' : 'source';
  return sources.map((source) => [name, source]);
}

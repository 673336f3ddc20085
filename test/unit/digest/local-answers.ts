import type { ReportAnswer, SeriesResult } from '../../../src/chatbot/snapshot.js';

export const HOUR = 3_600_000;

type Range = Pick<ReportAnswer, 'from' | 'to'> & Partial<Pick<ReportAnswer, 'source' | 'report'>>;

const answer = (range: Range, result: ReportAnswer['result']): ReportAnswer => ({
  report: 'conversations',
  window: 'current',
  purpose: 'total',
  source: null,
  notes: [],
  ...range,
  result,
});

/** A series as the client stores it; points are instants (ISO or epoch ms) with their value. */
export function series(
  range: Range,
  dimension: SeriesResult['dimension'],
  points: readonly (readonly [string | number, number | null])[],
): ReportAnswer {
  const instant = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at));
  return answer(range, {
    kind: 'series',
    dimension,
    points: points.map(([at, value]) => ({ at: instant(at), value })),
  });
}

export const heatmap = (
  range: Range,
  offset: number,
  cells: readonly (readonly (number | null)[])[],
): ReportAnswer => answer({ report: 'heatmap', ...range }, { kind: 'heatmap', offset, cells });

export const gap = (range: Range): ReportAnswer =>
  answer(range, { kind: 'gap', reason: 'timeout', message: 'The server did not answer.' });

/** Events (epoch ms) counted by UTC hour, as the API would. */
export function hourlyCounts(events: readonly number[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const event of events) {
    const hour = Math.floor(event / HOUR) * HOUR;
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

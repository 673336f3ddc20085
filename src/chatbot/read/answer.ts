import type { WeekStart } from '../../config/config.js';
import { SOURCES } from '../../vocabulary/chatbot.js';
import type { ApiResult } from '../client/session.js';
import type { Ask, PlannedRequest } from '../plan/planned-request.js';
import type { Note, ReportAnswer } from '../snapshot.js';
import { readGroups } from './groups.js';
import { readHeatmap } from './heatmap.js';
import { readInteractions } from './interactions.js';
import type { Reading } from './reading.js';
import { readSeries } from './series.js';

/** Undocumented details of the API, as configured. */
export interface ApiVariant {
  /** Weekday of the heatmap's day 0. */
  readonly dayZero: WeekStart;
}

/** The answers of one request: one, or one per source for a request with `group=source`. */
export function answersTo(planned: PlannedRequest, result: ApiResult, variant: ApiVariant): ReportAnswer[] {
  if (!result.ok) return [answer(planned, { result: result.gap, notes: [] })];
  const { ask } = planned;
  return ask.kind === 'series' && ask.split
    ? splitAnswers(planned, ask, result.body)
    : [answer(planned, read(planned, result.body, variant))];
}

function read(
  planned: PlannedRequest,
  body: unknown,
  { dayZero }: ApiVariant,
): Reading<ReportAnswer['result']> {
  const { ask } = planned;
  switch (ask.kind) {
    case 'series':
      return readSeries(body, seriesScope(planned, ask));
    case 'heatmap':
      return readHeatmap(body, { dayZero, offset: ask.offset });
    case 'interactions':
      return readInteractions(body);
  }
}

type SeriesAsk = Extract<Ask, { kind: 'series' }>;

const seriesScope = ({ from, to }: PlannedRequest, { dimension, of }: SeriesAsk) => ({
  from,
  to,
  dimension,
  counts: of !== 'average',
});

function splitAnswers(planned: PlannedRequest, ask: SeriesAsk, body: unknown): ReportAnswer[] {
  const sources = planned.sources.length > 0 ? planned.sources : SOURCES;
  const groups = readGroups(body, sources, seriesScope(planned, ask));
  if ('kind' in groups) return [answer({ ...planned, sources: [] }, { result: groups, notes: [] })];
  return [...groups].map(([source, reading]) => answer({ ...planned, sources: [source] }, reading));
}

function answer(planned: PlannedRequest, { result, notes }: Reading<ReportAnswer['result']>): ReportAnswer {
  const { report, window, purpose, sources, from, to } = planned;
  const source = sources.length === 1 ? (sources[0] ?? null) : null;
  const all = result.kind === 'gap' ? notes : [...notes, ...ignoredSources(planned)];
  return { report, window, purpose, source, from, to, result, notes: all };
}

function ignoredSources({ ignored }: PlannedRequest): Note[] {
  if (ignored.length === 0) return [];
  const detail = `The API cannot limit this report to sources; it covers more than ${ignored.join(', ')}.`;
  return [{ code: 'sources-not-applied', count: ignored.length, detail }];
}

import type { WeekStart } from '../../config/config.js';
import { SOURCES } from '../../vocabulary/chatbot.js';
import type { ApiResult } from '../client/session.js';
import type { RequestGroup } from '../plan/merge.js';
import { type Ask, type PlannedRequest, rangeOf } from '../plan/planned-request.js';
import type { Note, ReportAnswer } from '../snapshot.js';
import { readGroups } from './groups.js';
import { readHeatmap } from './heatmap.js';
import { readInteractions } from './interactions.js';
import type { Reading } from './reading.js';
import { readParts, readSeries } from './series.js';

/** Undocumented details of the API, as configured. */
export interface ApiVariant {
  /** Weekday of the heatmap's day 0. */
  readonly dayZero: WeekStart;
}

/** A request and its answers: one, or one per source for a request with `group=source`. */
export interface Answered {
  readonly planned: PlannedRequest;
  readonly answers: readonly ReportAnswer[];
}

/** The answers of each request of a group that was requested in one. */
export function answersTo(group: RequestGroup, result: ApiResult, variant: ApiVariant): Answered[] {
  const [planned] = group;
  if (group.length === 1) return [{ planned, answers: wholeAnswers(planned, result, variant) }];
  return readGroup(group, result).map((reading, index) => {
    const part = group[index] ?? planned;
    return { planned: part, answers: [answer(part, reading)] };
  });
}

function readGroup(group: RequestGroup, result: ApiResult): readonly Reading<ReportAnswer['result']>[] {
  if (!result.ok) return group.map(() => ({ result: result.gap, notes: [] }));
  const scopes = group.flatMap((part) => (part.ask.kind === 'series' ? [seriesScope(part, part.ask)] : []));
  return readParts(result.body, scopes);
}

function wholeAnswers(planned: PlannedRequest, result: ApiResult, variant: ApiVariant): ReportAnswer[] {
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

const seriesScope = (planned: PlannedRequest, { dimension, of }: SeriesAsk) => ({
  ...rangeOf(planned),
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

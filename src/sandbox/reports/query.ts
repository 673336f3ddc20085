import { MAX_OFFSET, WIRE_DIMENSIONS, WIRE_GROUPS } from '../../chatbot/wire.js';
import { API_PERIODS, SOURCES, type Source } from '../../vocabulary/chatbot.js';
import { autoDimension, type Dimension, periodRange, type Range } from '../model/calendar.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { parseApiInstant } from './instant.js';

export type Group = (typeof WIRE_GROUPS)[number];

export interface SeriesQuery {
  readonly range: Range;
  readonly dimension: Dimension;
  readonly group: Group | null;
  /** null: all. */
  readonly sources: readonly Source[] | null;
  readonly storyIds: readonly string[] | null;
}

export interface HeatmapQuery {
  readonly range: Range;
  /** Minutes. */
  readonly offset: number;
  readonly source: Source | null;
  readonly storyId: string | null;
}

export interface InteractionsQuery {
  readonly range: Range;
  readonly storyId: string | null;
}

/** Reads the parameters of the four series reports; throws an ApiRefusal of 400. `now` is the default of `to`. */
export function seriesQuery(params: URLSearchParams, now: number): SeriesQuery {
  const range = rangeOf(params, now);
  const dimension = one(params, 'dimension', oneOf(WIRE_DIMENSIONS)) ?? 'day';
  return {
    range,
    dimension: dimension === 'auto' ? autoDimension(range) : dimension,
    group: one(params, 'group', oneOf(WIRE_GROUPS)),
    sources: many(params, 'source', oneOf(SOURCES)),
    storyIds: many(params, 'storyId', anyId),
  };
}

/** Reads the parameters of the heatmap; throws an ApiRefusal of 400. */
export function heatmapQuery(params: URLSearchParams, now: number): HeatmapQuery {
  return {
    range: rangeOf(params, now),
    offset: one(params, 'offset', wholeOffset) ?? 0,
    source: atMostOne(params, 'source', oneOf(SOURCES)),
    storyId: atMostOne(params, 'storyId', anyId),
  };
}

/** Reads the parameters of the interactions report; throws an ApiRefusal of 400. */
export function interactionsQuery(params: URLSearchParams, now: number): InteractionsQuery {
  return { range: rangeOf(params, now), storyId: atMostOne(params, 'storyId', anyId) };
}

/** All story ids of the request, in any of the three array forms, without validation. */
export function storyIdsIn(params: URLSearchParams): string[] {
  return listed(params, 'storyId');
}

/** Parses one value, or says what was expected. */
type Reader<T> = (text: string) => { readonly value: T } | { readonly expected: string };

function oneOf<T extends string>(words: readonly T[]): Reader<T> {
  return (text) => {
    const value = words.find((word) => word === text);
    return value === undefined ? { expected: `one of ${words.join(', ')}` } : { value };
  };
}

const anyId: Reader<string> = (text) => (text === '' ? { expected: 'the id of a story' } : { value: text });

const instant: Reader<number> = (text) => {
  const value = parseApiInstant(text);
  return value === null
    ? { expected: 'an ISO date or date-time such as 2019-03-17T00:00:00.000Z' }
    : { value };
};

const wholeOffset: Reader<number> = (text) => {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(value) <= MAX_OFFSET
    ? { value }
    : { expected: `a whole number of minutes from -${MAX_OFFSET} to ${MAX_OFFSET}` };
};

/** `from` and `to` take precedence over `period`; the default is the last 30 days. */
function rangeOf(params: URLSearchParams, now: number): Range {
  const from = one(params, 'from', instant);
  const to = one(params, 'to', instant);
  const period = one(params, 'period', oneOf(API_PERIODS)) ?? 'last30days';
  if (from === null && to === null) return periodRange(period, now);
  const range = { from: from ?? Date.UTC(1974, 0, 1), to: to ?? now };
  if (range.from > range.to) throw new ApiRefusal(400, 'Parameter "from" is later than "to".');
  return range;
}

function one<T>(params: URLSearchParams, name: string, reader: Reader<T>): T | null {
  const texts = params.getAll(name);
  if (texts.length > 1)
    throw new ApiRefusal(400, `Parameter "${name}" is given ${texts.length} times; give it once.`);
  return texts.map((text) => read(name, text, reader))[0] ?? null;
}

function many<T>(params: URLSearchParams, name: string, reader: Reader<T>): readonly T[] | null {
  const texts = listed(params, name);
  return texts.length === 0 ? null : [...new Set(texts.map((text) => read(name, text, reader)))];
}

function atMostOne<T>(params: URLSearchParams, name: string, reader: Reader<T>): T | null {
  const values = many(params, name, reader) ?? [];
  if (values.length > 1) throw new ApiRefusal(400, `Parameter "${name}" takes one value here.`);
  return values[0] ?? null;
}

/** `a=1&a=2`, `a[]=1&a[]=2` and `a=1,2` are equivalent. */
function listed(params: URLSearchParams, name: string): string[] {
  return [...params.getAll(name), ...params.getAll(`${name}[]`)].flatMap((text) => text.split(','));
}

function read<T>(name: string, text: string, reader: Reader<T>): T {
  const result = reader(text);
  if ('value' in result) return result.value;
  throw new ApiRefusal(
    400,
    `Parameter "${name}" must be ${result.expected}, not ${JSON.stringify(text.slice(0, 60))}.`,
  );
}

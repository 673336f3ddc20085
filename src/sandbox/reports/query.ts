import { MAX_OFFSET, WIRE_DIMENSIONS, WIRE_GROUPS } from '../../chatbot/wire.js';
import { API_PERIODS, SOURCES, type Source } from '../../vocabulary/chatbot.js';
import {
  autoDimension,
  bucketStart,
  DAY,
  type Dimension,
  periodRange,
  type Range,
} from '../model/calendar.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { parseApiInstant } from './instant.js';
import { DEFAULT_VARIANT, type SandboxVariant } from './variant.js';

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
export function seriesQuery(
  params: URLSearchParams,
  now: number,
  variant: SandboxVariant = DEFAULT_VARIANT,
): SeriesQuery {
  const range = rangeOf(params, now, variant);
  const dimension = one(params, 'dimension', oneOf(WIRE_DIMENSIONS)) ?? 'day';
  return {
    range,
    dimension: dimension === 'auto' ? autoDimension(range) : dimension,
    group: groupOf(params, variant),
    sources: many({ params, name: 'source', variant }, oneOf(SOURCES)),
    storyIds: many({ params, name: 'storyId', variant }, anyId),
  };
}

/** Reads the parameters of the heatmap; throws an ApiRefusal of 400. */
export function heatmapQuery(
  params: URLSearchParams,
  now: number,
  variant: SandboxVariant = DEFAULT_VARIANT,
): HeatmapQuery {
  return {
    range: rangeOf(params, now, variant),
    offset: one(params, 'offset', wholeOffset) ?? 0,
    source: atMostOne({ params, name: 'source', variant }, oneOf(SOURCES)),
    storyId: atMostOne({ params, name: 'storyId', variant }, anyId),
  };
}

/** Reads the parameters of the interactions report; throws an ApiRefusal of 400. */
export function interactionsQuery(
  params: URLSearchParams,
  now: number,
  variant: SandboxVariant = DEFAULT_VARIANT,
): InteractionsQuery {
  return {
    range: rangeOf(params, now, variant),
    storyId: atMostOne({ params, name: 'storyId', variant }, anyId),
  };
}

/** All story ids of the request, in any of the three array forms, without validation. */
export function storyIdsIn(params: URLSearchParams): string[] {
  return listed({ params, name: 'storyId', variant: DEFAULT_VARIANT });
}

function groupOf(params: URLSearchParams, { groupShape }: SandboxVariant): Group | null {
  const group = one(params, 'group', oneOf(WIRE_GROUPS));
  if (group !== null && groupShape === 'refused')
    throw new ApiRefusal(400, 'Parameter "group" is not supported.');
  return groupShape === 'ignored' ? null : group;
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
function rangeOf(params: URLSearchParams, now: number, { to: end, maxDays }: SandboxVariant): Range {
  const from = one(params, 'from', instant);
  const to = one(params, 'to', instant);
  const period = one(params, 'period', oneOf(API_PERIODS)) ?? 'last30days';
  if (from === null && to === null) return periodRange(period, now);
  const range = { from: from ?? Date.UTC(1974, 0, 1), to: to ?? now };
  if (range.from > range.to) throw new ApiRefusal(400, 'Parameter "from" is later than "to".');
  if (maxDays !== null && range.to - range.from > maxDays * DAY)
    throw new ApiRefusal(400, `The range is longer than ${maxDays} days.`);
  return { ...range, to: lastInstant(range.to, end) };
}

function lastInstant(to: number, end: SandboxVariant['to']): number {
  if (end === 'day') return bucketStart('day', to, 1) - 1;
  return end === 'exclusive' ? to - 1 : to;
}

function one<T>(params: URLSearchParams, name: string, reader: Reader<T>): T | null {
  const texts = params.getAll(name);
  if (texts.length > 1)
    throw new ApiRefusal(400, `Parameter "${name}" is given ${texts.length} times; give it once.`);
  return texts.map((text) => read(name, text, reader))[0] ?? null;
}

/** A parameter of a request that may have several values. */
interface ListParam {
  readonly params: URLSearchParams;
  readonly name: string;
  readonly variant: SandboxVariant;
}

function many<T>(list: ListParam, reader: Reader<T>): readonly T[] | null {
  const texts = listed(list);
  return texts.length === 0 ? null : [...new Set(texts.map((text) => read(list.name, text, reader)))];
}

function atMostOne<T>(list: ListParam, reader: Reader<T>): T | null {
  const values = many(list, reader) ?? [];
  if (values.length > 1) throw new ApiRefusal(400, `Parameter "${list.name}" takes one value here.`);
  return values[0] ?? null;
}

/** `a=1&a=2`, `a[]=1&a[]=2` and `a=1,2` are equivalent where the variant accepts all. */
function listed({ params, name, variant: { arrays } }: ListParam): string[] {
  const accepts = (form: SandboxVariant['arrays']) => arrays === 'all' || arrays === form;
  const repeated = params.getAll(name);
  const plain = accepts('repeat') ? repeated : repeated.slice(-1);
  const values = [...plain, ...(accepts('brackets') ? params.getAll(`${name}[]`) : [])];
  return accepts('comma') ? values.flatMap((text) => text.split(',')) : values;
}

function read<T>(name: string, text: string, reader: Reader<T>): T {
  const result = reader(text);
  if ('value' in result) return result.value;
  throw new ApiRefusal(
    400,
    `Parameter "${name}" must be ${result.expected}, not ${JSON.stringify(text.slice(0, 60))}.`,
  );
}

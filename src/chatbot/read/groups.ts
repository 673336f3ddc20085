import { ForeignText } from '../../lib/text/foreign.js';
import { SOURCES, type Source } from '../../vocabulary/chatbot.js';
import type { Gap, SeriesResult } from '../snapshot.js';
import type { Reading } from './reading.js';
import { readSeries, type SeriesScope } from './series.js';
import { splitGroups } from './split-groups.js';

/** The series by source, or a gap when the answer could not be split. */
export type GroupReading = ReadonlyMap<Source, Reading<SeriesResult>> | Gap;

/** Reads an answer to `group=source`. A requested source that is missing from the answer has no points. */
export function readGroups(body: unknown, sources: readonly Source[], scope: SeriesScope): GroupReading {
  const groups = splitGroups(body);
  if (groups === null) return unsupported(`its keys are ${keysOf(body).join(', ') || 'none'}`);
  const unknown = [...groups.keys()].filter((name) => !SOURCES.some((source) => source === name));
  if (unknown.length > 0)
    return unsupported(`it names the sources ${unknown.slice(0, MAX_NAMED).join(', ')}`);
  return new Map(sources.map((source) => [source, readSeries({ data: groups.get(source) ?? [] }, scope)]));
}

function unsupported(what: string): Gap {
  const printable = new ForeignText(what).line([], 200);
  const message = `The answer to group=source has an unknown layout (${printable}): set chatbot.useGroup to false.`;
  return { kind: 'gap', reason: 'unsupported', message };
}

const MAX_NAMED = 10;

/** The first keys, two levels deep, without values: `data, data[].date`. */
export function keysOf(value: unknown, prefix = '', depth = 0): string[] {
  if (Array.isArray(value)) return keysOf(value[0], `${prefix}[]`, depth);
  if (typeof value !== 'object' || value === null || depth > 1) return [];
  return Object.entries(value)
    .slice(0, MAX_NAMED)
    .flatMap(([key, inner]) => {
      const name = `${prefix}${prefix === '' ? '' : '.'}${key}`;
      return [name, ...keysOf(inner, name, depth + 1)];
    });
}

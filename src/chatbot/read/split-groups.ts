type Row = Readonly<Record<string, unknown>>;
/** The `{ date, value }` rows of each group. */
export type Groups = ReadonlyMap<string, readonly Row[]>;

/**
 * Splits an answer to `group`, whose shape is not documented. Four shapes are known:
 *
 * - rows with an extra key:  `{ data: [{ date, value, source }] }`
 * - rows with a map:         `{ data: [{ date, value: { widget: 3 } }] }`, or the numbers beside `date`
 * - a map of series:         `{ widget: { data: [{ date, value }] } }`, below `data` or not, or of bare rows
 * - an array of series:      `[{ source, data: [{ date, value }] }]`, below `data` or not
 *
 * null when it is none of them.
 */
export const splitGroups = (body: unknown): Groups | null => splitByShape(body)?.groups ?? null;

interface Split {
  readonly shape: 'a map of series' | 'an array of series' | 'rows with an extra key' | 'rows with a map';
  readonly groups: Groups;
}

/** `splitGroups`, with the shape that was found. */
export function splitByShape(body: unknown): Split | null {
  const content = isRow(body) && 'data' in body ? body.data : body;
  if (isRow(content)) return shaped('a map of series', fromMap(content));
  if (!Array.isArray(content) || !content.every(isRow)) return null;
  const rows: readonly Row[] = content;
  return (
    shaped('an array of series', fromSeries(rows)) ??
    shaped('rows with an extra key', fromKeyedRows(rows)) ??
    shaped('rows with a map', fromMappedRows(rows))
  );
}

const shaped = (shape: Split['shape'], groups: Groups | null): Split | null => groups && { shape, groups };

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPoint = (value: unknown): value is Row => isRow(value) && 'date' in value && 'value' in value;

const OWN_KEYS = new Set(['date', 'value', 'usage', 'data', 'summary']);

/** The name of a row's group: the value of `source`, else of the only other key with a string. */
function groupName(row: Row): string | null {
  if (typeof row.source === 'string') return row.source;
  const texts = Object.entries(row).filter(([key, value]) => !OWN_KEYS.has(key) && typeof value === 'string');
  const [only] = texts;
  return texts.length === 1 && only ? String(only[1]) : null;
}

function fromMap(content: Row): Groups | null {
  const groups = Object.entries(content).map(([name, series]) => [name, pointsOf(series)] as const);
  return collected(groups);
}

function fromSeries(rows: readonly Row[]): Groups | null {
  return collected(rows.map((row) => [groupName(row), 'data' in row ? pointsOf(row) : null]));
}

function fromKeyedRows(rows: readonly Row[]): Groups | null {
  return collected(rows.map((row) => [groupName(row), isPoint(row) ? [row] : null]));
}

function fromMappedRows(rows: readonly Row[]): Groups | null {
  return collected(rows.flatMap(spread));
}

type Entry = readonly [name: string | null, points: readonly Row[] | null];

/** A row with a map as one entry per group. */
function spread(row: Row): Entry[] {
  const { date, ...rest } = row;
  const map = [rest.value, ...Object.values(rest)].find(isRow) ?? rest;
  if (date === undefined || 'value' in map) return [[null, null]];
  return Object.entries(map).map(([name, value]) => [name, [{ date, value }]]);
}

/** The points of `{ data: [...] }` or of a bare array; null when it holds anything else. */
function pointsOf(series: unknown): readonly Row[] | null {
  const rows = isRow(series) ? series.data : series;
  return Array.isArray(rows) && rows.every(isPoint) ? rows : null;
}

/** null when any entry has no name or no points. */
function collected(entries: readonly Entry[]): Groups | null {
  const groups = new Map<string, Row[]>();
  for (const [name, points] of entries) {
    if (name === null || points === null) return null;
    groups.set(name, [...(groups.get(name) ?? []), ...points]);
  }
  return groups;
}

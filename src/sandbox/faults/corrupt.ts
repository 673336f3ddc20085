/** Ways to corrupt a JSON body. Bad values replace that of the first bucket, cell or interaction only. */
export const SHAPES = [
  /** Objects and arrays at the top swapped. */
  'swapped',
  /** Every value as a string. */
  'strings',
  'text',
  'nan',
  'null',
  'negative',
  'float',
  'huge-value',
  /** The first entry repeated at the end. */
  'duplicate',
  'reversed',
  /** An extra entry far outside the requested range. */
  'outside',
  /** Without the first entry. */
  'missing',
  /** Undocumented fields. */
  'extra',
] as const;

export type Shape = (typeof SHAPES)[number];

type Entry = Record<string, unknown>;

/** Corrupts the JSON of a report or of the stories. `nan` gives invalid JSON, as servers with that bug do. */
export function corrupt(body: string, shape: Shape): string {
  const value: unknown = JSON.parse(body);
  if (shape === 'swapped') return JSON.stringify(swap(value));
  const lists = listsOf(value);
  CORRUPTIONS[shape](lists);
  return JSON.stringify(value).replace(JSON.stringify(NAN), 'NaN');
}

const NAN = '\u0000not a number';

/** Each changes the entry lists in place: one list, or the seven rows of a heatmap. */
const CORRUPTIONS: Readonly<Record<Exclude<Shape, 'swapped'>, (lists: Entry[][]) => void>> = {
  strings: (lists) => {
    for (const entry of lists.flat()) entry.value = String(entry.value);
  },
  text: firstValue('many'),
  nan: firstValue(NAN),
  null: firstValue(null),
  negative: firstValue(-3),
  float: firstValue(2.5),
  'huge-value': firstValue(1e300),
  duplicate: (lists) => {
    const first = lists[0]?.[0];
    if (first) lists.at(-1)?.push({ ...first });
  },
  reversed: (lists) => {
    for (const list of lists.reverse()) list.reverse();
  },
  outside: (lists) => {
    const first = lists[0]?.[0];
    lists[0]?.push({ ...first, date: '1999-12-31T00:00:00.000Z', day: 9, hour: 30, value: 7 });
  },
  missing: (lists) => {
    lists[0]?.shift();
  },
  extra: (lists) => {
    for (const entry of lists.flat()) entry.extra = { unit: 'count' };
  },
};

function firstValue(value: unknown): (lists: Entry[][]) => void {
  return (lists) => {
    const first = lists[0]?.[0];
    if (first) first.value = value;
  };
}

function swap(value: unknown): unknown {
  return Array.isArray(value) ? { data: value } : [value];
}

/** The entries of a series, the rows of a heatmap or the list of interactions. */
function listsOf(value: unknown): Entry[][] {
  const list = Array.isArray(value) ? value : (value as { data?: unknown }).data;
  const entries = Array.isArray(list) ? list : [];
  return entries.every(Array.isArray) ? entries : [entries];
}

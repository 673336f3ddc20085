import type { InteractionRow, InteractionsResult } from '../snapshot.js';
import { interactionsAnswer } from '../wire.js';
import { interactionKey } from './interaction-key.js';
import { type Reading, unexpected } from './reading.js';
import { createTally, type Tally } from './tally.js';
import { readCount, shownValue } from './value.js';

/** The name of a row whose name is not a string. */
const NAMELESS = '(no name)';

/**
 * Reads `{ id?, parentId?, type?, name, value }` rows in the order of the answer. Identical rows of one key are merged;
 * values of other rows with the same key add up.
 */
export function readInteractions(body: unknown): Reading<InteractionsResult> {
  const answer = interactionsAnswer.safeParse(body);
  if (!answer.success) return unexpected(answer.error);
  const tally = createTally();
  const rows = answer.data.map((row) => readRow(row, tally));
  const unreadable = rows.every(({ name, value }) => name === NAMELESS && value === null);
  if (rows.length > 0 && unreadable) return unexpected('no row has a name or a value');
  return { result: { kind: 'interactions', rows: onePerKey(rows, tally) }, notes: tally.notes() };
}

function readRow(row: Readonly<Record<string, unknown>>, tally: Tally): InteractionRow {
  const named = typeof row.name === 'string';
  const value = readCount(row.value);
  if (!named || value === null) tally.add('bad-values', shownValue(row));
  return {
    id: textOf(row.id),
    parentId: textOf(row.parentId),
    type: textOf(row.type),
    name: named ? String(row.name) : NAMELESS,
    value,
  };
}

const textOf = (value: unknown) =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;

function onePerKey(rows: readonly InteractionRow[], tally: Tally): InteractionRow[] {
  const byKey = new Map<string, InteractionRow>();
  for (const row of rows) {
    const key = interactionKey(row);
    const known = byKey.get(key);
    if (known) tally.add('duplicates', shownValue(row.name));
    byKey.set(key, known ? merged(known, row) : row);
  }
  return [...byKey.values()];
}

function merged(known: InteractionRow, row: InteractionRow): InteractionRow {
  if (known.name === row.name && known.value === row.value) return known;
  const value = known.value === null || row.value === null ? null : known.value + row.value;
  return { ...known, value };
}

import { describe, expect, test } from 'vitest';
import { readInteractions } from '../../../../src/chatbot/read/interactions.js';

function read(body: unknown) {
  const { result, notes } = readInteractions(body);
  if (result.kind !== 'interactions') throw new Error(result.message);
  return { rows: result.rows, notes: notes.map(({ code, count }) => [code, count]) };
}

const row = (parts: Partial<Record<'id' | 'parentId' | 'type' | 'name' | 'value', unknown>>) => ({
  id: null,
  parentId: null,
  type: null,
  ...parts,
});

describe('interactions', () => {
  test('of the same name are told apart by type, id and parent', () => {
    const { rows, notes } = read([
      { name: 'Fallback Interaction', type: 'fallback', value: 1 },
      { name: 'Fallback Interaction', type: 'contextFallback', parentId: 'a', value: 2 },
      { name: 'Fallback Interaction', type: 'contextFallback', parentId: 'b', value: 3 },
      { name: 'Fallback Interaction', id: 'c', value: 4 },
    ]);
    expect(rows.map(({ value }) => value)).toEqual([1, 2, 3, 4]);
    expect(notes).toEqual([]);
  });

  test('that are equal become one', () => {
    const same = { id: 'a', name: 'Hello', value: 3 };
    expect(read([same, { ...same, usage: 1 }])).toEqual({
      rows: [row({ id: 'a', name: 'Hello', value: 3 })],
      notes: [['duplicates', 1]],
    });
  });

  test('of one key add up', () => {
    const { rows, notes } = read([
      { id: 'a', name: 'Hello', value: 3 },
      { id: 'b', name: 'Bye', value: 1 },
      { id: 'a', name: 'Hello there', value: 4 },
    ]);
    expect(rows.map(({ name, value }) => [name, value])).toEqual([
      ['Hello', 7],
      ['Bye', 1],
    ]);
    expect(notes).toEqual([['duplicates', 1]]);
  });

  test('of one key are missing together when one of them is', () => {
    const { rows } = read([
      { id: 'a', name: 'Hello', value: 3 },
      { id: 'a', name: 'Hello', value: 'x' },
    ]);
    expect(rows).toEqual([row({ id: 'a', name: 'Hello', value: null })]);
  });

  test('without any id are told apart by their names', () => {
    const { rows } = read([
      { name: 'Hello', value: 1 },
      { name: 'Bye', value: 2 },
    ]);
    expect(rows).toHaveLength(2);
  });

  test('keep names as they are, since names are data', () => {
    const names = ['=SUM(A1)', '<b>x</b>', ' padded ', '', '\u202Eabc'];
    expect(read(names.map((name, id) => ({ id, name, value: 1 }))).rows.map(({ name }) => name)).toEqual(
      names,
    );
  });

  test('with a name that is no text get a placeholder and a note', () => {
    expect(read([{ id: 'a', name: { en: 'Hello' }, value: 1 }])).toEqual({
      rows: [row({ id: 'a', name: '(no name)', value: 1 })],
      notes: [['bad-values', 1]],
    });
  });

  test.each([{ value: -1 }, { value: 'NaN' }, { value: 0.5 }, { value: undefined }])(
    'with the value $value are missing, not unused',
    ({ value }) => {
      expect(read([{ id: 'a', name: 'Hello', value }])).toEqual({
        rows: [row({ id: 'a', name: 'Hello', value: null })],
        notes: [['bad-values', 1]],
      });
    },
  );

  test('keep types nobody has documented', () => {
    expect(read([{ type: 'handover', name: 'Agent', value: 1 }]).rows[0]?.type).toBe('handover');
  });

  test.each<{ body: unknown }>([
    { body: { data: [] } },
    { body: [[]] },
    { body: ['x'] },
    { body: [{ a: 1 }] },
  ])('of another shape are a gap: $body', ({ body }) => {
    expect(readInteractions(body).result).toMatchObject({ kind: 'gap', reason: 'malformed' });
  });

  test('may be none', () => {
    expect(read([])).toEqual({ rows: [], notes: [] });
  });
});

import { describe, expect, test } from 'vitest';
import type { InteractionRow } from '../../../../src/chatbot/snapshot.js';
import { composeDigest } from '../../../../src/digest/compose.js';
import { tableCsv } from '../../../../src/render/csv.js';
import { SUPPORT, WEEKLY } from '../../../support/digests.js';
import { digestConfig, interaction, snapshot, type TestSnapshot } from '../../../support/snapshot.js';

/** The CSV lines of a bot's interactions: name, type, uses and uses before. */
function linesOf(interactions: readonly InteractionRow[], interactionsBefore = interactions) {
  const of: TestSnapshot = {
    ...WEEKLY,
    reports: ['interactions'],
    bots: [{ ...SUPPORT, interactions, interactionsBefore }],
  };
  const [table] = composeDigest(snapshot(of), digestConfig(of)).tables;
  if (!table) throw new Error('no table');
  const lines = tableCsv(table).trimEnd().split('\r\n').slice(1);
  return lines
    .map((line) => line.split(','))
    .map(([, name, type, , uses, , before]) => [name, type, uses, before]);
}

describe('interactions without an id', () => {
  test.each<{ title: string; rows: readonly InteractionRow[]; lines: readonly (readonly string[])[] }>([
    {
      title: 'and without a type',
      rows: [interaction({ name: 'Hello', value: 3 }), interaction({ name: 'Bye', value: 2 })],
      lines: [
        ['Hello', 'interaction', '3', '3'],
        ['Bye', 'interaction', '2', '2'],
      ],
    },
    {
      title: 'of a type that nobody has documented',
      rows: [
        interaction({ type: 'handover', name: 'Agent', value: 3 }),
        interaction({ type: 'handover', name: 'Night shift', value: 2 }),
      ],
      lines: [
        ['Agent', 'handover', '3', '3'],
        ['Night shift', 'handover', '2', '2'],
      ],
    },
    {
      title: 'that share a name with one that has an id',
      rows: [interaction({ name: 'Hello', value: 3 }), interaction({ id: 'a', name: 'Hello', value: 2 })],
      lines: [
        ['Hello', 'interaction', '3', '3'],
        ['Hello', 'interaction', '2', '2'],
      ],
    },
    {
      title: 'and of one name are one',
      rows: [interaction({ name: 'Hello', value: 3 }), interaction({ name: 'Hello', value: 2 })],
      lines: [['Hello', 'interaction', '5', '5']],
    },
  ])('$title', ({ rows, lines }) => {
    expect(linesOf(rows)).toEqual(lines);
  });

  test('meet their own figure of the window before', () => {
    const now = [interaction({ name: 'Hello', value: 3 }), interaction({ name: 'Bye', value: 2 })];
    const before = [interaction({ name: 'Bye', value: 20 }), interaction({ name: 'Hello', value: 30 })];
    expect(linesOf(now, before)).toEqual([
      ['Hello', 'interaction', '3', '30'],
      ['Bye', 'interaction', '2', '20'],
    ]);
  });

  test('keep a row each, however many', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => interaction({ name: `N ${index}`, value: 1 }));
    expect(linesOf(rows)).toHaveLength(20_000);
  });
});

test.each([
  ['an interaction with an id', { id: 'a' }],
  ['the fallback', { type: 'fallback' }],
  ['the welcome', { type: 'welcome' }],
  ['the fallback of a step', { type: 'contextFallback', parentId: 'a' }],
])('%s that got another name is still the same', (_what, known) => {
  const lines = linesOf(
    [interaction({ ...known, name: 'New', value: 3 })],
    [interaction({ ...known, name: 'Old', value: 2 })],
  );
  expect(lines.map(([name, , ...uses]) => [name, ...uses])).toEqual([['New', '3', '2']]);
});

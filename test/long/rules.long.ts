import { expect, test } from 'vitest';
import { CHANGES, falseTable, toldChanges, toldTable } from './rules.js';

test('of unchanged weeks of any volume, dispersion and number of bots, each rule speaks in at most five of a hundred', () => {
  const { lines, wrong } = falseTable(400);
  console.log(lines.join('\n'));
  expect(wrong).toEqual([]);
});

test('a dead, halved or doubled bot or channel is told wherever counts allow it', () => {
  console.log(toldTable(60).join('\n'));
  for (const [name, change] of CHANGES) {
    const told = toldChanges({ perWeek: 3_000, dispersion: 2, parts: 5 }, change, 100);
    expect(told, name).toBeGreaterThanOrEqual(95);
  }
});

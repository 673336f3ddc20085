import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readHeatmap } from '../../../src/chatbot/read/heatmap.js';
import { readInteractions } from '../../../src/chatbot/read/interactions.js';
import { readSeries } from '../../../src/chatbot/read/series.js';

/** One of the sample answers that the vendor's documentation prints, as it stands there. */
const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/api/${name}.json`, import.meta.url), 'utf8'));

const MARCH = {
  dimension: 'day',
  from: Date.parse('2019-03-01T00:00:00Z'),
  to: Date.parse('2019-03-28T00:00:00Z'),
} as const;

describe("the vendor's sample answer", () => {
  test.each([
    { name: 'conversations', counts: true },
    { name: 'conversations.paid', counts: true },
    { name: 'conversations.messages', counts: true },
    { name: 'conversations.avg', counts: false },
  ])('for $name is eleven days with nothing to remark', ({ name, counts }) => {
    const { result, notes } = readSeries(sample(name), { ...MARCH, counts });
    const days = Array.from({ length: 11 }, (_, day) => Date.parse('2019-03-17') + day * 86_400_000);
    const values = [1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0];
    expect(result).toEqual({
      kind: 'series',
      dimension: 'day',
      points: days.map((at, index) => ({ at, value: values[index] })),
    });
    expect(notes).toEqual([]);
  });

  test('for the busiest period has one conversation, on Sunday from midnight', () => {
    const { result, notes } = readHeatmap(sample('conversations.heatmap'), { dayZero: 'sunday', offset: 0 });
    const cells = Array.from({ length: 7 }, (_row, row) =>
      Array.from({ length: 24 }, (_cell, hour) => (row === 6 && hour === 0 ? 1 : 0)),
    );
    expect(result).toEqual({ kind: 'heatmap', offset: 0, cells });
    expect(notes).toEqual([]);
  });

  test('for interactions has five rows, those of one name told apart', () => {
    const { result, notes } = readInteractions(sample('conversations.interactions'));
    const bar = '5b07ffafc2376e30306d9b16';
    const foo = '5b07ff77c2376e30306d9b12';
    expect(result).toEqual({
      kind: 'interactions',
      rows: [
        { id: bar, parentId: null, type: null, name: 'bar', value: 2 },
        { id: null, parentId: bar, type: 'contextFallback', name: 'Fallback Interaction', value: 1 },
        { id: foo, parentId: null, type: null, name: 'foo', value: 0 },
        { id: null, parentId: null, type: 'fallback', name: 'Fallback Interaction', value: 0 },
        { id: null, parentId: null, type: 'welcome', name: 'Welcome Interaction', value: 0 },
      ],
    });
    expect(notes).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { readGroups } from '../../../../src/chatbot/read/groups.js';

const MONDAY = '2026-11-16T00:00:00.000Z';
const TUESDAY = '2026-11-17T00:00:00.000Z';
const SCOPE = {
  dimension: 'day',
  from: Date.parse(MONDAY),
  to: Date.parse('2026-11-18T00:00:00Z'),
  counts: true,
} as const;

function read(body: unknown) {
  const groups = readGroups(body, ['widget', 'messenger', 'slack'], SCOPE);
  if ('kind' in groups) throw new Error(groups.message);
  return Object.fromEntries(
    [...groups].map(([source, { result }]) => [
      source,
      result.kind === 'series' ? result.points.map(({ value }) => value) : result,
    ]),
  );
}

const WIDGET = [
  { date: MONDAY, value: 1 },
  { date: TUESDAY, value: 2 },
];
const MESSENGER = [{ date: MONDAY, value: 3 }];

describe('an answer to group=source', () => {
  test.each<{ shape: string; body: unknown }>([
    {
      shape: 'rows with the key source',
      body: {
        data: [
          ...WIDGET.map((row) => ({ ...row, source: 'widget' })),
          ...MESSENGER.map((row) => ({ ...row, source: 'messenger' })),
        ],
        summary: { total: 6 },
      },
    },
    {
      shape: 'rows with the key source and others',
      body: {
        data: [
          ...WIDGET.map((row) => ({ label: 'Web', ...row, source: 'widget' })),
          ...MESSENGER.map((row) => ({ label: 'Facebook', ...row, source: 'messenger' })),
        ],
      },
    },
    {
      shape: 'rows with a key of another name',
      body: {
        data: [
          ...WIDGET.map((row) => ({ ...row, group: 'widget' })),
          ...MESSENGER.map((row) => ({ ...row, group: 'messenger' })),
        ],
      },
    },
    {
      shape: 'rows whose value is a map',
      body: {
        data: [
          { date: MONDAY, value: { widget: 1, messenger: 3 } },
          { date: TUESDAY, value: { widget: 2 } },
        ],
      },
    },
    {
      shape: 'rows with a map under another key',
      body: {
        data: [
          { date: MONDAY, sources: { widget: 1, messenger: 3 } },
          { date: TUESDAY, sources: { widget: 2 } },
        ],
      },
    },
    {
      shape: 'rows with the numbers beside the date',
      body: {
        data: [
          { date: MONDAY, widget: 1, messenger: 3 },
          { date: TUESDAY, widget: 2 },
        ],
      },
    },
    {
      shape: 'a map of series',
      body: { widget: { data: WIDGET, summary: {} }, messenger: { data: MESSENGER } },
    },
    { shape: 'a map of bare rows below data', body: { data: { widget: WIDGET, messenger: MESSENGER } } },
    {
      shape: 'an array of series',
      body: [
        { source: 'widget', data: WIDGET },
        { source: 'messenger', data: MESSENGER },
      ],
    },
    {
      shape: 'an array of series below data',
      body: {
        data: [
          { name: 'widget', data: WIDGET, summary: {} },
          { name: 'messenger', data: MESSENGER },
        ],
      },
    },
  ])('is read as $shape, and a source it leaves out has no points', ({ body }) => {
    expect(read(body)).toEqual({ widget: [1, 2], messenger: [3], slack: [] });
  });

  test('without any rows has no points for any source', () => {
    expect(read({ data: [] })).toEqual({ widget: [], messenger: [], slack: [] });
  });

  test('has its bad values missing', () => {
    expect(read({ data: [{ date: MONDAY, value: 'x', source: 'widget' }] }).widget).toEqual([null]);
  });

  test.each<{ body: unknown; words: string }>([
    { body: { rows: [{ when: 1, count: 2 }] }, words: 'its keys are rows, rows[].when, rows[].count' },
    { body: { data: [{ date: MONDAY, value: 3 }] }, words: 'its keys are data, data[].date, data[].value' },
    { body: 'nothing', words: 'its keys are none' },
    {
      body: { data: [{ date: MONDAY, value: 3, source: 'telegram' }] },
      words: 'it names the sources telegram',
    },
  ])('of another shape is a gap: $words', ({ body, words }) => {
    expect(readGroups(body, ['widget'], SCOPE)).toEqual({
      kind: 'gap',
      reason: 'unsupported',
      message: `The answer to group=source has an unknown layout (${words}): set chatbot.useGroup to false.`,
    });
  });
});

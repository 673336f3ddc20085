import { expect, test } from 'vitest';
import { corrupt, type Shape } from '../../../../src/sandbox/faults/corrupt.js';

const SERIES = {
  data: [
    { date: '2026-11-16T00:00:00.000Z', value: 4 },
    { date: '2026-11-17T00:00:00.000Z', value: 5 },
  ],
  summary: { total: 9 },
};
const HEATMAP = [
  [
    { day: 0, hour: 0, value: 1 },
    { day: 0, hour: 1, value: 2 },
  ],
  [{ day: 1, hour: 0, value: 3 }],
];
const bent = (body: unknown, shape: Shape) => corrupt(JSON.stringify(body), shape);
const [first, second] = SERIES.data;

test.each<[Shape, unknown[]]>([
  [
    'strings',
    [
      { ...first, value: '4' },
      { ...second, value: '5' },
    ],
  ],
  ['text', [{ ...first, value: 'many' }, second]],
  ['null', [{ ...first, value: null }, second]],
  ['negative', [{ ...first, value: -3 }, second]],
  ['float', [{ ...first, value: 2.5 }, second]],
  ['huge-value', [{ ...first, value: 1e300 }, second]],
  ['duplicate', [first, second, first]],
  ['reversed', [second, first]],
  ['outside', [first, second, { date: '1999-12-31T00:00:00.000Z', day: 9, hour: 30, value: 7 }]],
  ['missing', [second]],
  [
    'extra',
    [
      { ...first, extra: { unit: 'count' } },
      { ...second, extra: { unit: 'count' } },
    ],
  ],
])('%s bends the buckets of a series and nothing else', (shape, data) => {
  expect(JSON.parse(bent(SERIES, shape))).toEqual({ ...SERIES, data });
});

test('nan writes a token that JSON does not know', () => {
  expect(bent(SERIES, 'nan')).toBe(JSON.stringify(SERIES).replace('"value":4', '"value":NaN'));
});

test.each<[Shape, unknown]>([
  ['swapped', { data: HEATMAP }],
  ['missing', [[{ day: 0, hour: 1, value: 2 }], [{ day: 1, hour: 0, value: 3 }]]],
  [
    'duplicate',
    [
      HEATMAP[0],
      [
        { day: 1, hour: 0, value: 3 },
        { day: 0, hour: 0, value: 1 },
      ],
    ],
  ],
])('%s bends a heatmap', (shape, expected) => {
  expect(JSON.parse(bent(HEATMAP, shape))).toEqual(expected);
});

test('reversed turns round rows and cells of a heatmap', () => {
  expect(JSON.parse(bent(HEATMAP, 'reversed'))).toEqual([
    [{ day: 1, hour: 0, value: 3 }],
    [
      { day: 0, hour: 1, value: 2 },
      { day: 0, hour: 0, value: 1 },
    ],
  ]);
});

test('swapped puts the object of a series into an array', () => {
  expect(JSON.parse(bent(SERIES, 'swapped'))).toEqual([SERIES]);
});

test.each<Shape>(['missing', 'duplicate', 'null', 'outside'])(
  '%s of an empty list stays harmless',
  (shape) => {
    expect(() => JSON.parse(bent([], shape))).not.toThrow();
  },
);

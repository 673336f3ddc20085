import { expect, test } from 'vitest';
import { readParts } from '../../../../src/chatbot/read/series.js';

const DAY = 86_400_000;
const BEGIN = Date.UTC(2026, 10, 2);
const weeks = [0, 1].map((week) => ({
  dimension: 'day' as const,
  from: BEGIN + 7 * week * DAY,
  to: BEGIN + 7 * (week + 1) * DAY,
  counts: true,
}));
const row = (day: string, value: unknown) => ({ date: `2026-11-${day}T00:00:00.000Z`, value });

/** Of each week its values, and its notes by code and count; or the reason of its gap. */
const told = (body: unknown) =>
  readParts(body, weeks).map(({ result, notes }) => [
    result.kind === 'series'
      ? result.points.map(({ value }) => value)
      : result.kind === 'gap' && result.reason,
    notes.map(({ code, count }) => `${code} ${count}`),
  ]);

test.each([
  [
    'each week has its own values',
    { data: [row('02', 1), row('08', 2), row('09', 3)] },
    [
      [[1, 2], []],
      [[3], []],
    ],
  ],
  [
    'notes stand on the week that they are about',
    { data: [row('03', 1), row('02', 1), row('09', 'x'), row('10', 2), row('10', 3)] },
    [
      [[1, 1], ['disorder 1']],
      [
        [null, null],
        ['bad-values 1', 'duplicates 1'],
      ],
    ],
  ],
  [
    'what is about the whole stands on the first',
    { data: [row('02', 1), row('09', 2), row('20', 9)], summary: { total: 7 } },
    [
      [[1], ['outside-range 1', 'summary-differs 1']],
      [[2], []],
    ],
  ],
  [
    'a total is compared with all weeks together',
    { data: [row('02', 1), row('09', 2)], summary: { total: 3 } },
    [
      [[1], []],
      [[2], []],
    ],
  ],
  [
    'a total cannot be compared where a value is missing',
    { data: [row('02', 1), row('09', null)], summary: { total: 3 } },
    [
      [[1], []],
      [[null], ['bad-values 1']],
    ],
  ],
  [
    'a row without a date may be of any week',
    { data: [row('02', 1), row('09', 2), { date: 'soon', value: 3 }] },
    [
      [[1], ['bad-values 1']],
      [[2], ['bad-values 1']],
    ],
  ],
  [
    'a week whose only row has no date is not known',
    { data: [row('02', 1), { date: 'soon', value: 3 }] },
    [
      [[1], ['bad-values 1']],
      ['malformed', []],
    ],
  ],
  [
    'no row is nothing',
    { data: [] },
    [
      [[], []],
      [[], []],
    ],
  ],
  [
    'no date at all is a gap in each',
    { data: [{ date: 'soon', value: 3 }] },
    [
      ['malformed', []],
      ['malformed', []],
    ],
  ],
  [
    'another shape is a gap in each',
    [],
    [
      ['malformed', []],
      ['malformed', []],
    ],
  ],
])('%s', (_name, body, expected) => {
  expect(told(body)).toEqual(expected);
});

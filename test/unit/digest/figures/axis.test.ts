import { describe, expect, test } from 'vitest';
import { createAxis, paired, unpaired } from '../../../../src/digest/figures/axis.js';
import { createFormat } from '../../../../src/digest/language/format.js';
import { createWords } from '../../../../src/digest/language/words.js';
import { axisSteps } from '../../../../src/digest/sections/axis-steps.js';
import type { BucketSize } from '../../../../src/schedule/bucket.js';
import { windowOf } from '../../../support/snapshot.js';

const ZONE = 'Europe/Warsaw';
const format = createFormat('en-GB', ZONE);
const language = { format, words: createWords(format) };

type Days = readonly [string, string];

function axisOf(size: BucketSize, current: Days, comparison: Days | null) {
  return createAxis({
    bucket: size,
    window: windowOf(ZONE, current),
    comparison: comparison && windowOf(ZONE, comparison),
    weekStart: 'monday',
  });
}

function labelsOf(size: BucketSize, current: Days, comparison: Days | null = null) {
  const lastDays = { current: current[1], comparison: comparison?.[1] ?? null };
  return axisSteps(axisOf(size, current, comparison), lastDays, language);
}

describe('two windows side by side', () => {
  test('pair hours by the clock when the second of them has 25', () => {
    const axis = axisOf('hour', ['2026-10-24', '2026-10-24'], ['2026-10-25', '2026-10-25']);
    expect(unpaired(axis).map((place) => axis.comparison?.[place]?.key)).toEqual(['2026-10-25T02:00+01:00']);
    expect(axis.pairs[3]).toBe(4);
  });

  test('leave the repeated hour alone when the first of them has 25', () => {
    const axis = axisOf('hour', ['2026-10-25', '2026-10-25'], ['2026-10-24', '2026-10-24']);
    expect(
      axis.pairs.map((place, step) => (place === null ? axis.current[step]?.key : null)).filter(Boolean),
    ).toEqual(['2026-10-25T02:00+01:00']);
  });

  test('pair days with the same weekday, as near to the distance of the windows as that allows', () => {
    const axis = axisOf('day', ['2026-02-01', '2026-02-28'], ['2026-01-01', '2026-01-31']);
    expect(unpaired(axis)).toEqual([0, 1, 2]);
    expect(paired(axis, ['Thursday', 'Friday', 'Saturday', 'Sunday'])).toEqual([
      'Sunday',
      ...Array.from({ length: 27 }, () => null),
    ]);
  });

  test('leave days without a counterpart alone', () => {
    const axis = axisOf('day', ['2026-10-24', '2026-11-22'], ['2026-09-24', '2026-10-23']);
    expect(axis.pairs.slice(0, 2)).toEqual([2, 3]);
    expect(axis.pairs.slice(-3)).toEqual([29, null, null]);
  });

  test('pair whole weeks only', () => {
    const axis = axisOf('week', ['2026-07-01', '2026-09-30'], ['2026-04-01', '2026-06-30']);
    expect(axis.whole).toEqual([false, ...Array.from({ length: 12 }, () => true), false]);
    expect(axis.pairs.at(0)).toBeNull();
    expect(axis.pairs.slice(1, 3)).toEqual([1, 2]);
    expect(axis.pairs.at(-1)).toBeNull();
  });
});

describe('the labels of an axis', () => {
  test.each([
    ['hour', ['2026-11-16', '2026-11-16'], 'Mon 16 Nov, 00:00', '00:00'],
    ['day', ['2026-11-16', '2026-11-29'], 'Mon 16 Nov', 'Mon 16'],
    ['day', ['2026-11-16', '2026-11-30'], 'Mon 16 Nov', '16 Nov'],
    ['week', ['2026-11-16', '2026-12-06'], 'Week 47, 16\u00a0–\u00a022 Nov', '16 Nov'],
    ['week', ['2026-11-18', '2026-12-06'], '18\u00a0–\u00a022 Nov', '18 Nov'],
    ['month', ['2026-11-01', '2027-02-28'], 'November 2026', 'Nov 2026'],
    ['month', ['2026-11-15', '2027-02-28'], '15\u00a0–\u00a030 November 2026', 'Nov 2026'],
  ] as const)('of a %s are, from %j, %s and %s', (size, days, label, short) => {
    expect(labelsOf(size, days)[0]).toMatchObject({ label, short, comparison: null });
  });

  test('of the last week end with the window', () => {
    expect(labelsOf('week', ['2026-11-16', '2026-11-25']).at(-1)?.label).toBe('23\u00a0–\u00a025 Nov');
  });

  test('of months name the year where it begins', () => {
    expect(labelsOf('month', ['2026-11-01', '2027-02-28']).map(({ short }) => short)).toEqual([
      'Nov 2026',
      'Dec',
      'Jan 2027',
      'Feb',
    ]);
  });

  test('name the step of the comparison beside them', () => {
    const steps = labelsOf('day', ['2026-11-16', '2026-11-17'], ['2026-11-09', '2026-11-09']);
    expect(steps.map(({ comparison }) => comparison)).toEqual(['Mon 9 Nov', null]);
  });
});

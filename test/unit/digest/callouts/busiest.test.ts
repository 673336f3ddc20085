import { describe, expect, test } from 'vitest';
import { busiestFinding } from '../../../../src/digest/callouts/busiest.js';
import { WEEKLY } from '../../../support/digests.js';
import type { TestSnapshot } from '../../../support/snapshot.js';
import { contextOf, said } from './said.js';

const week = (weekdays: readonly number[], more: Partial<TestSnapshot> = {}): TestSnapshot => ({
  ...WEEKLY,
  bots: [{ id: 'a', name: 'A', weekdays }],
  ...more,
});
const busiest = (...of: Parameters<typeof contextOf>) => said(busiestFinding(contextOf(...of)));

describe('the busiest hour', () => {
  test.each([
    [
      'of the fewest conversations',
      [30],
      'muted: Monday 11:00 – 12:00 and 3 other hours were the busiest (3 conversations each); 33% of all conversations came outside Mon – Fri 09:00 – 17:00. Staying until 19:00 would cover another 13%.',
    ],
    ['of fewer', [29], null],
    [
      'shared by three others',
      [0, 1000, 1000],
      'muted: Tuesday 12:00 – 13:00 and 3 other hours were the busiest (95 conversations each); 31% of all conversations came outside Mon – Fri 09:00 – 17:00. Staying until 19:00 would cover another 11%.',
    ],
    [
      'shared by one other',
      [0, 0, 0, 0, 0, 0, 200],
      'muted: Sunday 12:00 – 13:00 and Sunday 14:00 – 15:00 were the busiest hours (19 conversations each); 100% of all conversations came outside Mon – Fri 09:00 – 17:00.',
    ],
    [
      'of a week with a busy evening',
      [170, 190, 184, 197, 187, 104, 90],
      'muted: Thursday 12:00 – 13:00 and Thursday 14:00 – 15:00 were the busiest hours (19 conversations each); 43% of all conversations came outside Mon – Fri 09:00 – 17:00. Staying until 19:00 would cover another 9%.',
    ],
  ])('%s', (_name, weekdays, text) => {
    expect(busiest(week(weekdays))).toBe(text);
  });

  test('is silent about working hours in a window without a working day', () => {
    const sunday = week([0, 0, 0, 0, 0, 0, 200], { days: ['2026-11-22', '2026-11-22'] });
    expect(busiest(sunday)).not.toContain('outside');
  });

  test('goes by the working hours of the configuration', () => {
    const even = { workingHours: { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 } as const };
    expect(busiest(week([200]), even)).toContain('; 0% of all conversations came outside');
    expect(busiest(week([200]), { workingHours: { days: [1], from: 12, to: 20 } })).toContain(
      'Starting at 10:00',
    );
  });
});

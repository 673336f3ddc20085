import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronSlots, nextSlots } from '../../../../src/lib/cron/cron.js';
import { cronProblem } from '../../../../src/lib/cron/problem.js';
import { clock } from '../intl-clock.js';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('cronProblem', () => {
  it.each([
    '0 8 * * MON',
    '0 8 * * mon-fri',
    '0 8 * * SAT-SUN',
    '0 8 * * 0-7',
    '*/15 * * * *',
    '0-30/10,45 9-17 1,15 JAN-MAR,12 *',
    '0 0 29 2 *',
    '0 0 31 2 MON',
    '  0   8 * *  1 ',
  ])('accepts %s', (expression) => {
    expect(cronProblem(expression, NOW)).toBeNull();
  });

  it.each([
    ['', 'has no fields, expected five (minute hour day month weekday)'],
    ['0', 'has one field, expected five (minute hour day month weekday)'],
    ['0 8 * *', 'has four fields, expected five (minute hour day month weekday)'],
    ['0 0 8 * * MON', 'has six fields, expected five (minute hour day month weekday)'],
    ['0 0 8 * * MON 2027', 'has seven fields, expected five (minute hour day month weekday)'],
    ['61 * * * *', 'minute 61 is out of range (0 to 59)'],
    ['0 24 * * *', 'hour 24 is out of range (0 to 23)'],
    ['0 8 0 * *', 'day 0 is out of range (1 to 31)'],
    ['0 8 * 1-13 *', 'month 13 is out of range (1 to 12)'],
    ['0 8 * * 8', 'weekday 8 is out of range (0 to 7)'],
    [
      '0 8 * * MONDAY',
      'weekday MONDAY is not valid: use a value, a range (1-5), a list (1,3) or a step (*/5)',
    ],
    ['0 MON * * *', 'hour MON is not valid: use a value, a range (1-5), a list (1,3) or a step (*/5)'],
    ['0 8 L * *', 'day L is not valid: use a value, a range (1-5), a list (1,3) or a step (*/5)'],
    ['0 8 15W * *', 'day 15W is not valid: use a value, a range (1-5), a list (1,3) or a step (*/5)'],
    ['0 8 ? * *', 'day ? is not valid: use a value, a range (1-5), a list (1,3) or a step (*/5)'],
    ['0 8 * * FRI#2', 'weekday FRI#2 is not valid: use a value, a range (1-5), a list (1,3) or a step (*/5)'],
    ['0 8 * * +1', 'weekday +1 is not valid: use a value, a range (1-5), a list (1,3) or a step (*/5)'],
    ['0 8,, * * *', 'hour has an empty entry'],
    ['5/15 * * * *', 'minute 5/15 needs a range before the step: 5-59/15'],
    ['*/0 * * * *', 'minute step 0 never advances; use 1 or more'],
    ['*/60 * * * *', 'minute step 60 is out of range (1 to 59)'],
    ['0 22-2 * * *', 'hour 22-2 runs backwards; write 22-23,0-2'],
    ['0 8 * NOV-FEB *', 'month NOV-FEB runs backwards; write NOV-DEC,JAN-FEB'],
    ['0 8 * * FRI-MON', 'weekday FRI-MON runs backwards; write FRI-SAT,SUN-MON'],
    ['0 8 * * 5-1', 'weekday 5-1 runs backwards; write 5-7,0-1'],
    ['@daily', 'write @daily as "0 0 * * *"'],
    ['@Weekly', 'write @Weekly as "0 0 * * 0"'],
    ['@reboot', '@reboot is not a schedule: write five fields (minute hour day month weekday)'],
    ['0 0 31 2 *', 'never fires'],
    ['0 0 31 APR,JUN,SEP,NOV *', 'never fires'],
    ['0 0 30-31 2 *', 'never fires'],
  ])('says of %j: %s', (expression, problem) => {
    expect(cronProblem(expression, NOW)).toBe(problem);
  });

  it('suggests only expressions that it accepts', () => {
    for (const bad of [
      '0 22-2 * * *',
      '0 8 * NOV-FEB *',
      '0 8 * * FRI-MON',
      '0 8 * * 5-1',
      '0 8 * * FRI-0',
    ]) {
      const [, range = ''] = /write (\S+)$/.exec(cronProblem(bad, NOW) ?? '') ?? [];
      const mended = bad.replace(/\S+-\S+/, range);
      expect([mended, cronProblem(mended, NOW)]).toEqual([mended, null]);
    }
  });

  it('never throws, whatever is written', () => {
    const field = fc.stringMatching(/^[\d*,/\-A-Za-z#?@+.]{0,6}$/);
    fc.assert(
      fc.property(fc.array(field, { minLength: 4, maxLength: 6 }), (fields) => {
        const problem = cronProblem(fields.join(' '), NOW);
        expect(problem === null || problem.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('nextSlots', () => {
  const table: [string, string, string, string, string[]][] = [
    [
      'Monday mornings',
      '0 8 * * MON',
      'Europe/Warsaw',
      '2026-11-20T00:00Z',
      ['2026-11-23 08:00', '2026-11-30 08:00'],
    ],
    ['Sunday as 7', '0 8 * * 7', 'UTC', '2026-11-20T00:00Z', ['2026-11-22 08:00', '2026-11-29 08:00']],
    [
      'working days by a range',
      '0 8 * * MON-FRI',
      'UTC',
      '2026-11-19T12:00Z',
      ['2026-11-20 08:00', '2026-11-23 08:00'],
    ],
    [
      'the 13th or a Friday',
      '0 8 13 * FRI',
      'UTC',
      '2026-11-11T00:00Z',
      [
        '2026-11-13 08:00',
        '2026-11-20 08:00',
        '2026-11-27 08:00',
        '2026-12-04 08:00',
        '2026-12-11 08:00',
        '2026-12-13 08:00',
      ],
    ],
    [
      'only months that have a 31st',
      '0 8 31 * *',
      'UTC',
      '2026-08-01T00:00Z',
      ['2026-08-31 08:00', '2026-10-31 08:00', '2026-12-31 08:00'],
    ],
    [
      'leap days',
      '0 8 29 2 *',
      'Europe/Warsaw',
      '2026-01-01T00:00Z',
      ['2028-02-29 08:00', '2032-02-29 08:00'],
    ],
    ['leap days around 2100', '0 8 29 2 *', 'UTC', '2096-03-01T00:00Z', ['2104-02-29 08:00']],
    [
      'the year end',
      '0 0 1 1 *',
      'Pacific/Kiritimati',
      '2026-12-31T09:59Z',
      ['2027-01-01 00:00', '2028-01-01 00:00'],
    ],
    [
      'skipped 02:30 right after the gap',
      '30 2 * * *',
      'Europe/Warsaw',
      '2026-03-28T00:00Z',
      ['2026-03-28 02:30', '2026-03-29 03:00', '2026-03-30 02:30'],
    ],
    [
      'all skipped times of a day as one',
      '*/20 2 * * *',
      'Europe/Warsaw',
      '2026-03-29T00:00Z',
      ['2026-03-29 03:00', '2026-03-30 02:00'],
    ],
    [
      'skipped and next time as one',
      '0 2,3 * * *',
      'America/New_York',
      '2026-03-08T06:00Z',
      ['2026-03-08 03:00', '2026-03-09 02:00'],
    ],
    [
      'a skipped half hour',
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2026-10-03T00:00Z',
      ['2026-10-04 02:30', '2026-10-05 02:15'],
    ],
    [
      'skipped midnight',
      '0 0 * * *',
      'America/Havana',
      '2026-03-07T12:00Z',
      ['2026-03-08 01:00', '2026-03-09 00:00'],
    ],
    [
      'a skipped day',
      '0 8 30 12 *',
      'Pacific/Apia',
      '2011-12-01T00:00Z',
      ['2011-12-31 00:00', '2012-12-30 08:00'],
    ],
    [
      'a repeated time once',
      '30 2 * * *',
      'Europe/Warsaw',
      '2026-10-24T22:00Z',
      ['2026-10-25 02:30', '2026-10-26 02:30'],
    ],
    [
      'repeated midnight once',
      '0 0 * * *',
      'America/Havana',
      '2026-10-31T12:00Z',
      ['2026-11-01 00:00', '2026-11-02 00:00'],
    ],
    [
      'hourly through a repeated hour',
      '0 * * * *',
      'Europe/Warsaw',
      '2026-10-24T23:00Z',
      ['2026-10-25 02:00', '2026-10-25 02:00', '2026-10-25 03:00'],
    ],
    [
      'hourly across a gap',
      '30 * * * *',
      'Europe/Warsaw',
      '2026-03-29T00:00Z',
      ['2026-03-29 01:30', '2026-03-29 03:30', '2026-03-29 04:30'],
    ],
  ];
  it.each(table)('finds %s', (_name, expression, zone, after, expected) => {
    const slots = nextSlots(expression, zone, Date.parse(after), expected.length);
    expect(slots.map((slot) => clock(zone, slot))).toEqual(expected);
  });

  it('takes the first showing of a repeated time', () => {
    expect(nextSlots('30 2 * * *', 'Europe/Warsaw', Date.parse('2026-10-24T22:00Z'), 1)).toEqual([
      Date.parse('2026-10-25T02:30:00+02:00'),
    ]);
  });

  it('does not return to a repeated time when asked from its second showing', () => {
    expect(nextSlots('30 2 * * *', 'Europe/Warsaw', Date.parse('2026-10-25T02:10:00+01:00'), 1)).toEqual([
      Date.parse('2026-10-26T02:30:00+01:00'),
    ]);
  });

  it('is empty for a schedule that never fires, and for no slots', () => {
    expect(nextSlots('0 0 31 2 *', 'Europe/Warsaw', NOW, 3)).toEqual([]);
    expect(nextSlots('0 8 * * *', 'Europe/Warsaw', NOW, 0)).toEqual([]);
  });
});

describe('cronSlots', () => {
  const eight = Date.parse('2026-11-23T08:00:00Z');

  it.each([
    ['leaves out a slot at `after`', { after: eight, until: eight + DAY - 1 }, []],
    ['keeps a slot at `until`', { after: eight - 1, until: eight }, [eight]],
    ['keeps a slot less than a second after `after`', { after: eight - 500, until: eight }, [eight]],
    ['is empty when the range is', { after: eight + 1, until: eight }, []],
    [
      'catches up over days',
      { after: eight - 2 * DAY - 1, until: eight },
      [eight - 2 * DAY, eight - DAY, eight],
    ],
    [
      'keeps the earliest up to the limit',
      { after: eight - 2 * DAY - 1, until: eight, limit: 2 },
      [eight - 2 * DAY, eight - DAY],
    ],
  ])('%s', (_name, range, expected) => {
    expect(cronSlots('0 8 * * *', 'UTC', range)).toEqual(expected);
  });

  it('refuses what is not cron', () => {
    expect(() => cronSlots('nonsense', 'UTC', { after: 0, until: 1 })).toThrow();
  });
});

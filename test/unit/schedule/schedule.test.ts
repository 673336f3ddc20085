import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, startOfDay, wallClock } from '../../../src/lib/time/zone.js';
import { nextScheduled, type Schedule, scheduledSlots } from '../../../src/schedule/schedule.js';
import { upcomingSlots } from '../../../src/schedule/slots.js';
import { anyAsked, daysOffOn as off } from '../../support/asked-schedules.js';
import { samples } from '../../support/samples.js';
import { type Asked, SlotsByDay } from '../../support/slots-by-day.js';

const DAY = 86_400_000;
const NEW_YEAR = Date.parse('2026-01-01') / DAY;
const ZONES = [
  'UTC',
  'Europe/Warsaw',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Havana',
  'Pacific/Apia',
];

const scheduleFor = ({ schedule, zone, ...days }: Asked): Schedule => ({ schedule, zone, days });

const asked = (over: Partial<Asked>): Asked => ({
  schedule: '0 8 * * *',
  zone: 'Europe/Warsaw',
  skipHolidays: null,
  holidays: [],
  from: null,
  until: null,
  ...over,
});

const CHRISTMAS = off('2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01');

/** Local times of the first slots after 20 December 2026. */
const local = (over: Partial<Asked>, count = 5): string[] => {
  const schedule = scheduleFor(asked(over));
  return nextScheduled(schedule, startOfDay(schedule.zone, '2026-12-20') - 1, count).map((at) =>
    wallClock(schedule.zone, at),
  );
};

describe('a slot on a holiday', () => {
  const friday = { schedule: '0 8 * * FRI', holidays: CHRISTMAS };

  test('is due as ever where nothing is said', () => {
    expect(local(friday, 3)).toEqual(['2026-12-25 08:00', '2027-01-01 08:00', '2027-01-08 08:00']);
  });

  test.each([
    ['before', ['2026-12-23 08:00', '2026-12-31 08:00', '2027-01-08 08:00']],
    ['after', ['2026-12-28 08:00', '2027-01-04 08:00', '2027-01-08 08:00']],
    ['drop', ['2027-01-08 08:00', '2027-01-15 08:00', '2027-01-22 08:00']],
  ] as const)('%s', (skipHolidays, slots) => {
    expect(local({ ...friday, skipHolidays }, 3)).toEqual(slots);
  });

  test('that moves onto another is one with it at the same time, and beside it at another', () => {
    const after = { holidays: CHRISTMAS, skipHolidays: 'after' } as const;
    expect(local({ ...after, schedule: '0 8 * * *' }, 6)).toEqual([
      '2026-12-20 08:00',
      '2026-12-21 08:00',
      '2026-12-22 08:00',
      '2026-12-23 08:00',
      '2026-12-27 08:00',
      '2026-12-28 08:00',
    ]);
    expect(local({ ...after, schedule: '2026-12-25T17:00 2026-12-28T08:00' })).toEqual([
      '2026-12-28 08:00',
      '2026-12-28 17:00',
    ]);
  });

  test('says in what is coming where it comes from, or that it is dropped', () => {
    const from = Date.parse('2026-12-20T00:00Z');
    const holidays = (skipHolidays: Asked['skipHolidays']) =>
      upcomingSlots(scheduleFor(asked({ ...friday, skipHolidays })), from, 3).map(({ holiday }) => holiday);
    const [christmas, newYear] = ['2026-12-25', '2027-01-01'].map((day) => ({ day, name: `Day off ${day}` }));
    expect(holidays(null)).toEqual([null, null, null]);
    expect(holidays('after')).toEqual([
      { ...christmas, effect: 'moved' },
      { ...newYear, effect: 'moved' },
      null,
    ]);
    expect(holidays('drop')).toEqual([
      { ...christmas, effect: 'dropped' },
      { ...newYear, effect: 'dropped' },
      null,
    ]);
  });
});

describe('a working day of the month', () => {
  test.each([
    ['lastWorkingDay 17:00', ['2026-12-31 17:00', '2027-01-29 17:00', '2027-02-26 17:00']],
    ['firstWorkingDay 08:00', ['2027-01-04 08:00', '2027-02-01 08:00', '2027-03-01 08:00']],
  ])('%s', (schedule, slots) => {
    expect(local({ schedule, holidays: CHRISTMAS }, 3)).toEqual(slots);
  });

  test('is another one where that is a holiday', () => {
    const holidays = off('2026-12-31', '2026-12-30', '2027-01-29');
    expect(local({ schedule: 'lastWorkingDay 17:00', holidays }, 2)).toEqual([
      '2026-12-29 17:00',
      '2027-01-28 17:00',
    ]);
  });

  test('says in what is coming which holiday it gives way to, and nothing where none is in the way', () => {
    const holidays = off('2026-12-31', '2027-01-27', '2027-02-01');
    const from = Date.parse('2026-12-20T00:00Z');
    const told = (schedule: string) =>
      upcomingSlots(scheduleFor(asked({ schedule, holidays })), from, 3).map(({ at, holiday }) => [
        wallClock('Europe/Warsaw', at).slice(0, 10),
        holiday?.day ?? null,
        holiday?.effect ?? null,
      ]);
    expect(told('lastWorkingDay 17:00')).toEqual([
      ['2026-12-30', '2026-12-31', 'moved'],
      ['2027-01-29', null, null],
      ['2027-02-26', null, null],
    ]);
    expect(told('firstWorkingDay 08:00')).toEqual([
      ['2027-01-01', null, null],
      ['2027-02-02', '2027-02-01', 'moved'],
      ['2027-03-01', null, null],
    ]);
  });

  test('is passed over in a month that has none', () => {
    const holidays = off(...Array.from({ length: 31 }, (_, index) => addDays('2027-01-01', index)));
    expect(local({ schedule: 'firstWorkingDay 08:00', holidays }, 2)).toEqual([
      '2027-02-01 08:00',
      '2027-03-01 08:00',
    ]);
  });
});

describe('local times', () => {
  test('are due once each, a skipped one after the gap, a repeated one the first time', () => {
    const schedule = '2026-12-31T17:00 2027-03-28T02:30 2027-10-31T02:30';
    const slots = nextScheduled(scheduleFor(asked({ schedule })), Date.parse('2026-12-20T00:00Z'), 9);
    expect(slots.map((at) => new Date(at).toISOString())).toEqual([
      '2026-12-31T16:00:00.000Z',
      '2027-03-28T01:00:00.000Z',
      '2027-10-31T00:30:00.000Z',
    ]);
    expect(nextScheduled(scheduleFor(asked({ schedule })), slots.at(-1) ?? 0, 1)).toEqual([]);
  });

  test('that a clock change skips say so', () => {
    const schedule = scheduleFor(asked({ schedule: '2027-03-28T02:30' }));
    const [slot] = upcomingSlots(schedule, Date.parse('2027-03-01T00:00Z'), 1);
    expect(slot?.clockChange?.effect).toBe('moved');
  });
});

test('the first and the last day are those on which it is due, after moving', () => {
  const days = { from: '2026-12-23', until: '2026-12-28', holidays: CHRISTMAS };
  expect(local(days, 9).map((one) => one.slice(8, 10))).toEqual(['23', '24', '25', '26', '27', '28']);
  expect(local({ ...days, skipHolidays: 'after', schedule: '0 8 * * FRI' }, 9)).toEqual(['2026-12-28 08:00']);
  expect(local({ ...days, skipHolidays: 'after', until: '2026-12-27', schedule: '0 8 * * FRI' }, 9)).toEqual(
    [],
  );
});

test('slots are those of somebody who looks at every day of the calendar', () => {
  const start = fc.integer({ min: NEW_YEAR, max: NEW_YEAR + 1000 });
  const places = fc.record({ zone: fc.constantFrom(...ZONES), start });
  let [seen, moved] = [0, 0];
  fc.assert(
    fc.property(anyAsked(places), ({ start: first, ...one }) => {
      const last = first + 60;
      const day = (number: number) => new Date(number * DAY).toISOString().slice(0, 10);
      const range = {
        after: startOfDay(one.zone, day(first)) - 1,
        until: startOfDay(one.zone, day(last + 1)) - 1,
      };
      const slots = scheduledSlots(scheduleFor(one), range);
      expect(slots).toEqual(new SlotsByDay(one).between(first, last));
      const plain = scheduledSlots({ schedule: one.schedule, zone: one.zone }, range);
      seen += slots.length;
      moved += slots.filter((at) => !plain.includes(at)).length;
    }),
    { numRuns: samples(400) },
  );
  expect(seen).toBeGreaterThan(samples(400));
  expect(moved).toBeGreaterThan(samples(400) / 20);
});

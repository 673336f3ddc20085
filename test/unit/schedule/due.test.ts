import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cronSlots } from '../../../src/lib/cron/cron.js';
import {
  dueSlots,
  fingerprint,
  NO_SCHEDULE,
  retryLimit,
  startFrom,
  type Timetable,
} from '../../../src/schedule/due.js';
import { nextUnpaused, omissionAt, type PauseSpan } from '../../../src/schedule/pause.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-25T08:00:20Z');

const CADENCES = ['*/5 * * * *', '0 * * * *', '0 8 * * *', '0 8 * * MON', '0 8 1 * *'] as const;
const POLICIES = ['latest', 'all', 'skip'] as const;

const timetable = (over: Partial<Timetable> = {}): Timetable => ({
  schedule: '0 8 * * *',
  zone: 'Europe/Warsaw',
  catchUp: 'latest',
  maxLateness: DAY,
  pause: null,
  ...over,
});

/** The rules once more, slot by slot, over every slot of the pause. */
function oracle({ schedule, zone, catchUp, maxLateness }: Timetable, after: number, now: number) {
  const all = cronSlots(schedule, zone, { after, until: now });
  const reasonOf = (at: number) => {
    const late = now - at;
    if (late <= 2 * MINUTE) return 'on-time';
    if (late > maxLateness) return 'too-late';
    if (catchUp === 'all') return 'catch-up';
    if (catchUp === 'skip') return 'catch-up-off';
    return at === all.at(-1) ? 'catch-up' : 'superseded';
  };
  const told = all.map((at) => ({ scheduledFor: at, reason: reasonOf(at) }));
  const tooLate = told.filter(({ reason }) => reason === 'too-late');
  return [...tooLate.slice(-50), ...told.filter(({ reason }) => reason !== 'too-late')];
}

describe('a pause leaves out', () => {
  const slots = (pause: Timetable['pause'], over: Partial<Timetable> = {}) =>
    dueSlots(
      timetable({ pause, maxLateness: 31 * DAY, catchUp: 'all', ...over }),
      Date.parse('2026-11-20T12:00Z'),
      NOW,
    ).map(({ scheduledFor, state, reason, trigger }) => [
      new Date(scheduledFor).toISOString().slice(5, 10),
      state,
      reason,
      trigger,
    ]);
  const left = (day: string) => [day, 'skipped', 'paused', 'cron'];
  const madeUp = (day: string) => [day, 'queued', 'catch-up', 'catch-up'];

  test('its days, both ends included, and nothing else', () => {
    expect(slots({ from: '2026-11-22', to: '2026-11-23' })).toEqual([
      madeUp('11-21'),
      left('11-22'),
      left('11-23'),
      madeUp('11-24'),
      madeUp('11-25'),
    ]);
  });

  test('everything while it is true', () => {
    expect(slots('always')).toEqual(['11-21', '11-22', '11-23', '11-24', '11-25'].map(left));
  });

  test('a slot that is due now, and one that is too late anyway', () => {
    expect(slots({ from: '2026-11-25', to: '2026-11-25' }, { schedule: '0 9 * * *' }).at(-1)).toEqual(
      left('11-25'),
    );
    expect(slots({ from: '2026-11-21', to: '2026-11-21' }, { maxLateness: HOUR })[0]).toEqual(left('11-21'));
  });

  test('the latest slot without letting it stand for the one before: that one is made up for', () => {
    const reasons = slots({ from: '2026-11-24', to: '2026-12-01' }, { catchUp: 'latest' });
    expect(reasons).toEqual([
      ['11-21', 'skipped', 'superseded', 'catch-up'],
      ['11-22', 'skipped', 'superseded', 'catch-up'],
      madeUp('11-23'),
      left('11-24'),
      left('11-25'),
    ]);
  });

  test.each([
    ['UTC', '2026-11-24T23:30:00Z', '11-24'],
    ['Pacific/Auckland', '2026-11-24T23:30:00Z', '11-25'],
    ['America/Los_Angeles', '2026-11-24T23:30:00Z', '11-24'],
  ])('days by the clocks of %s', (zone, slot, day) => {
    const at = Date.parse(slot);
    const due = (pause: Timetable['pause']) =>
      dueSlots(timetable({ schedule: '30 * * * *', zone, pause }), at - 1, at).map(({ reason }) => reason);
    expect(due({ from: `2026-${day}`, to: `2026-${day}` })).toEqual(['paused']);
    const other = day === '11-24' ? '2026-11-25' : '2026-11-24';
    expect(due({ from: other, to: other })).toEqual(['on-time']);
  });
});

test.each<[Timetable['pause'], string | null]>([
  [null, '2026-11-26T07:00:00.000Z'],
  ['always', null],
  [{ from: '2026-11-20', to: '2026-11-25' }, '2026-11-26T07:00:00.000Z'],
  [{ from: '2026-11-26', to: '2026-11-26' }, '2026-11-27T07:00:00.000Z'],
  [{ from: '2026-11-20', to: '2027-03-27' }, '2027-03-28T06:00:00.000Z'],
  [{ from: '2026-12-24', to: '2027-01-03' }, '2026-11-26T07:00:00.000Z'],
])('with the pause %j the next slot is %s', (pause, expected) => {
  const next = nextUnpaused(timetable({ pause }), NOW);
  expect(next === null ? null : new Date(next).toISOString()).toBe(expected);
});

describe('what is left out by hand', () => {
  const at = (time: string) => Date.parse(`2026-11-${time}:00Z`);
  const pause = (from: number, until: number | null): PauseSpan => ({
    kind: 'pause',
    from,
    until,
    by: 'ada',
  });
  const skip = (slot: number): PauseSpan => ({ kind: 'skip', from: slot, until: slot + 1, by: 'bo' });
  const reasons = (leftOut: readonly PauseSpan[], over: Partial<Timetable> = {}) =>
    dueSlots(timetable({ leftOut, maxLateness: 31 * DAY, ...over }), at('20T12:00'), NOW).map(
      ({ scheduledFor, reason, by }) => [new Date(scheduledFor).toISOString().slice(8, 10), reason, by],
    );

  test('is skipped with who asked, from the beginning of a pause to before its end', () => {
    expect(reasons([pause(at('22T07:00'), at('24T07:00'))], { catchUp: 'all' })).toEqual([
      ['21', 'catch-up', undefined],
      ['22', 'paused', 'ada'],
      ['23', 'paused', 'ada'],
      ['24', 'catch-up', undefined],
      ['25', 'catch-up', undefined],
    ]);
  });

  test('does not stand for the slot before it: that one is made up for', () => {
    expect(reasons([skip(at('25T07:00')), skip(at('24T07:00'))])).toEqual([
      ['21', 'superseded', undefined],
      ['22', 'superseded', undefined],
      ['23', 'catch-up', undefined],
      ['24', 'skipped-by-hand', 'bo'],
      ['25', 'skipped-by-hand', 'bo'],
    ]);
  });

  test('has the reason of a skip before that of a pause, and of pauses the one that lasts longest', () => {
    const rules = timetable({
      pause: 'always',
      leftOut: [pause(at('20T00:00'), at('27T00:00')), pause(at('20T00:00'), null), skip(at('26T07:00'))],
    });
    expect(omissionAt(rules, at('26T07:00'))).toMatchObject({ reason: 'skipped-by-hand', by: 'bo' });
    expect(omissionAt(rules, at('26T08:00'))).toEqual({ reason: 'paused', by: 'ada', until: null });
    expect(omissionAt(rules, at('19T08:00'))).toEqual({ reason: 'paused', by: null, until: null });
  });

  test.each<[string, Partial<Timetable>, string | null]>([
    ['a skip', { leftOut: [skip(at('26T07:00'))] }, '2026-11-27T07:00:00.000Z'],
    ['a pause up to a slot', { leftOut: [pause(NOW, at('27T07:00'))] }, '2026-11-27T07:00:00.000Z'],
    ['a pause without an end', { leftOut: [pause(NOW, null)] }, null],
    [
      'a pause that is over',
      { leftOut: [pause(at('20T00:00'), at('21T00:00'))] },
      '2026-11-26T07:00:00.000Z',
    ],
    [
      'pauses one after the other, by hand and of the configuration',
      {
        leftOut: [pause(NOW, at('27T00:00')), skip(at('30T07:00'))],
        pause: { from: '2026-11-27', to: '2026-11-29' },
      },
      '2026-12-01T07:00:00.000Z',
    ],
  ])('with %s the next slot is the first that no rule leaves out', (_what, over, expected) => {
    const next = nextUnpaused(timetable(over), NOW);
    expect(next === null ? null : new Date(next).toISOString()).toBe(expected);
  });
});

describe('after a pause of ten minutes to a year', () => {
  for (const schedule of CADENCES)
    for (const catchUp of POLICIES)
      test(`of ${schedule} with catchUp ${catchUp} each slot is taken or passed over by the rules`, () => {
        fc.assert(
          fc.property(
            fc.double({ min: Math.log(10 * MINUTE), max: Math.log(365 * DAY), noNaN: true }),
            fc.integer({ min: 0, max: 400 * DAY }),
            fc.constantFrom(MINUTE, 6 * HOUR, DAY, 31 * DAY),
            fc.constantFrom('Europe/Warsaw', 'America/New_York', 'UTC'),
            (logPause, moved, maxLateness, zone) => {
              const now = NOW - moved;
              const after = Math.floor(now - Math.exp(logPause));
              const table = timetable({ schedule, catchUp, maxLateness, zone });
              const decided = dueSlots(table, after, now);
              expect(decided.map(({ scheduledFor, reason }) => ({ scheduledFor, reason }))).toEqual(
                oracle(table, after, now),
              );
              for (const { state, trigger, reason } of decided) {
                expect(state).toBe(reason === 'on-time' || reason === 'catch-up' ? 'queued' : 'skipped');
                expect(trigger).toBe(reason === 'on-time' ? 'cron' : 'catch-up');
              }
            },
          ),
          { seed: 4, numRuns: 5 },
        );
      });
});

test.each([
  [2 * MINUTE, 'on-time'],
  [2 * MINUTE + 1, 'catch-up'],
  [HOUR, 'catch-up'],
  [HOUR + 1, 'too-late'],
])('a slot that is seen %d ms after its time is %s', (late, expected) => {
  const slot = Date.parse('2026-11-25T07:00Z');
  const due = dueSlots(timetable({ maxLateness: HOUR }), slot - DAY / 2, slot + late);
  expect(due.map(({ reason }) => reason)).toEqual([expected]);
});

test('looking often or seldom takes each slot once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 90 * MINUTE }), { minLength: 1, maxLength: 40 }),
      (steps) => {
        const table = timetable({ schedule: '*/5 * * * *', catchUp: 'all', maxLateness: 31 * DAY });
        let at = NOW;
        const seen = steps.flatMap((step) => {
          const slots = dueSlots(table, at, at + step);
          at += step;
          return slots.map(({ scheduledFor }) => scheduledFor);
        });
        expect(seen).toEqual(cronSlots(table.schedule, table.zone, { after: NOW, until: at }));
      },
    ),
    { seed: 4, numRuns: 40 },
  );
});

test('a clock that stands still or steps back makes nothing due', () => {
  const table = timetable({ schedule: '* * * * *' });
  expect(dueSlots(table, NOW, NOW)).toEqual([]);
  expect(dueSlots(table, NOW, NOW - 3 * HOUR)).toEqual([]);
});

test('every minute missed for a year is told in 50 lines and made up for within the limit', () => {
  const table = timetable({ schedule: '* * * * *', catchUp: 'all', maxLateness: 10 * MINUTE });
  const reasons = dueSlots(table, NOW - 365 * DAY, NOW).map(({ reason }) => reason);
  expect(reasons.filter((reason) => reason === 'too-late')).toHaveLength(50);
  expect(reasons.filter((reason) => reason === 'catch-up')).toHaveLength(8);
  expect(reasons.filter((reason) => reason === 'on-time')).toHaveLength(2);
});

describe('holidays that a new configuration names', () => {
  const before = { from: null, until: null, skipHolidays: 'after', holidays: [] } as const;
  const holidays = [{ day: '2026-11-23', name: 'Off' }];
  const cursor = { schedule: fingerprint(timetable({ days: before })), at: Date.parse('2026-11-22T12:00Z') };
  const missed = (over: Partial<Timetable>) => {
    const start = startFrom(timetable(over), cursor, NOW);
    const all = { ...over, catchUp: 'all', maxLateness: 31 * DAY } as const;
    return start.kind === 'on'
      ? dueSlots(timetable(all), start.after, NOW).map(({ scheduledFor }) =>
          new Date(scheduledFor).toISOString(),
        )
      : start.kind;
  };
  const [monday, tuesday, wednesday] = [23, 24, 25].map((day) => `2026-11-${day}T07:00:00.000Z`);

  test('do not lose the slots that they leave as they are', () => {
    expect(missed({ days: before })).toEqual([monday, tuesday, wednesday]);
    expect(missed({ days: { ...before, holidays } })).toEqual([tuesday, wednesday]);
    expect(missed({ days: { ...before, skipHolidays: 'drop', holidays } })).toEqual([tuesday, wednesday]);
    expect(missed({ days: { ...before, from: '2026-11-24' } })).toEqual([tuesday, wednesday]);
  });

  test('give nothing to make up for by moving a slot before what was looked at', () => {
    expect(missed({ days: { ...before, skipHolidays: 'before', holidays } })).toEqual([tuesday, wednesday]);
  });

  test('count for the next slot, until which a run is tried again', () => {
    const next = (over: Partial<Timetable>) =>
      new Date(retryLimit(timetable({ schedule: '0 12 * * *', ...over }), NOW)).toISOString();
    expect(next({})).toBe('2026-11-25T11:00:00.000Z');
    const today = [{ day: '2026-11-25', name: 'Off' }];
    expect(next({ days: { ...before, holidays: today } })).toBe('2026-11-26T08:00:20.000Z');
  });
});

test.each([
  ['nothing was looked at yet', null, { kind: 'new' }],
  ['it was looked at a week ago', NOW - 7 * DAY, { kind: 'on', after: NOW - 7 * DAY }],
  ['the clock went back by a minute', NOW + MINUTE, { kind: 'on', after: NOW + MINUTE }],
  ['the clock went back by an hour', NOW + HOUR, { kind: 'stepped-back' }],
] as const)('when %s', (_name, at, start) => {
  const table = timetable();
  expect(startFrom(table, at === null ? null : { schedule: fingerprint(table), at }, NOW)).toEqual(start);
});

test('another hour or zone is another schedule, more blanks are not', () => {
  const looked = { schedule: fingerprint(timetable()), at: NOW - DAY };
  expect(startFrom(timetable({ schedule: '0  8 * * *' }), looked, NOW).kind).toBe('on');
  expect(startFrom(timetable({ schedule: '0 9 * * *' }), looked, NOW).kind).toBe('changed');
  expect(startFrom(timetable({ zone: 'UTC' }), looked, NOW).kind).toBe('changed');
  const also = timetable({ also: '0 17 * * FRI' });
  expect(startFrom(also, looked, NOW).kind).toBe('changed');
  expect(startFrom(also, { ...looked, schedule: fingerprint(also) }, NOW).kind).toBe('on');
  expect(
    startFrom(timetable({ also: '0 18 * * FRI' }), { ...looked, schedule: fingerprint(also) }, NOW).kind,
  ).toBe('changed');
});

test('a digest that had no schedule for a while is back', () => {
  const looked = { schedule: NO_SCHEDULE, at: NOW - DAY };
  expect(startFrom(timetable(), looked, NOW)).toEqual({ kind: 'back' });
});

test.each([
  ['on demand', null, DAY],
  ['once a week', '0 8 * * MON', DAY],
  ['every hour', '20 * * * *', 19 * MINUTE + 40_000],
  ['every minute', '* * * * *', 10 * MINUTE],
])(
  'a digest due %s is retried until its next slot, ten minutes at least and a day at most',
  (_name, schedule, limit) => {
    expect(retryLimit(schedule === null ? null : { schedule, zone: 'UTC' }, NOW) - NOW).toBe(limit);
  },
);

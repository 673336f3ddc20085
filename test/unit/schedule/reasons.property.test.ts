import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startOfDay } from '../../../src/lib/time/zone.js';
import { nextScheduled, type Schedule, scheduledSlots } from '../../../src/schedule/schedule.js';
import { upcomingSlots } from '../../../src/schedule/slots.js';
import { anyAsked } from '../../support/asked-schedules.js';
import { WallClock } from '../../support/cron-oracle.js';
import { samples } from '../../support/samples.js';
import { type Asked, SlotsByDay } from '../../support/slots-by-day.js';

const DAY = 86_400_000;
/** Changes of an hour and of half one, at night, at midnight, and onto the day before. */
const ZONES = [
  'Europe/Warsaw',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
];
const clocks = new Map(ZONES.map((zone) => [zone, new WallClock(zone)]));
const YEARS = [Date.UTC(2026, 0, 1), Date.UTC(2029, 0, 1)] as const;

/** A zone and a day not long before its clock changes. */
const places = fc.constantFrom(...clocks).chain(([zone, clock]) => {
  const changes = clock.changes(...YEARS).map((at) => Math.floor(at / DAY));
  return fc.record({
    zone: fc.constant(zone),
    start: fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: 0, max: SPAN - 2 }))
      .map(([day, before]) => day - before),
  });
});
/** Days. */
const SPAN = 3;

const scheduleFor = ({ schedule, zone, ...days }: Asked): Schedule => ({ schedule, zone, days });
const dayOf = (number: number) => new Date(number * DAY).toISOString().slice(0, 10);

test('what is coming has the holiday and the clock change that somebody who looks at calendar and clock finds', () => {
  const counted = { moved: 0, dropped: 0, changed: 0, skipped: 0, repeated: 0 };
  fc.assert(
    fc.property(anyAsked(places, 8), ({ start: first, ...asked }) => {
      const oracle = new SlotsByDay(asked, clocks.get(asked.zone));
      const seen = oracle.occasions(first, first + SPAN);
      const told = upcomingSlots(scheduleFor(asked), startOfDay(asked.zone, dayOf(first)) - 1, seen.length);
      const expected = seen.map((one) => {
        const change = oracle.changeOn(one);
        return {
          at: one.at,
          holiday: one.holiday ?? oracle.displacing(one),
          change,
          effect: oracle.effectOf(one),
        };
      });
      expect(
        told.map(({ at, holiday, clockChange }) => {
          const change = clockChange?.at ?? null;
          return { at, holiday, change, effect: clockChange?.effect ?? null };
        }),
      ).toEqual(expected);
      for (const { holiday, change, effect } of expected) {
        if (holiday) counted[holiday.effect] += 1;
        if (change !== null) counted.changed += 1;
        if (effect !== null) counted[effect === 'moved' ? 'skipped' : 'repeated'] += 1;
      }
    }),
    { numRuns: samples(400) },
  );
  const { moved, dropped, changed, skipped, repeated } = counted;
  for (const count of [moved, dropped, changed, skipped + repeated])
    expect(count, JSON.stringify(counted)).toBeGreaterThan(samples(400) / 60);
});

test('the slots between two instants are those of all in between, from whichever instant one looks, and to any number', () => {
  const cut = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(-1, 0, 1, 30 * 60_000));
  fc.assert(
    fc.property(anyAsked(places, 8), fc.tuple(cut, cut), ({ start: first, ...asked }, cuts) => {
      const all = new SlotsByDay(asked, clocks.get(asked.zone)).between(first, first + SPAN);
      const [from, to] = [first, first + SPAN + 1].map((day) => startOfDay(asked.zone, dayOf(day)));
      const instants = cuts.map(
        ([nth, beside]) => (all[nth % Math.max(all.length, 1)] ?? from ?? 0) + beside,
      );
      const [after = 0, until = 0] = instants
        .map((at) => Math.min(Math.max(at, (from ?? 0) - 1), (to ?? 0) - 1))
        .toSorted((a, b) => a - b);
      const between = all.filter((at) => at > after && at <= until);
      const schedule = scheduleFor(asked);
      expect(scheduledSlots(schedule, { after, until })).toEqual(between);
      const some = Math.ceil(between.length / 2);
      expect(scheduledSlots(schedule, { after, until, limit: some })).toEqual(between.slice(0, some));
      expect(nextScheduled(schedule, after, some)).toEqual(between.slice(0, some));
    }),
    { numRuns: samples(400) },
  );
});

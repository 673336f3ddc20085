import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change, Digest } from '../../../src/digest/digest.js';
import { createAxis, dayOf } from '../../../src/digest/figures/axis.js';
import { addDays, localTime, nextClockChange, offsetMinutes, weekdayOf } from '../../../src/lib/time/zone.js';
import type { RunPlan } from '../../../src/run/prepare/plan.js';
import { isCut } from '../../../src/schedule/window.js';
import type { ReportName } from '../../../src/vocabulary/chatbot.js';
import type { Rhythm } from '../../support/exact-api.js';
import { type Holidays, planOf, type Run, runs, type Told, tell } from '../../support/runs.js';
import { samples } from '../../support/samples.js';

/*
 * People live by their clocks: a local day of 23 or 25 hours has as many of them as any other. A bot that is busy around the clock by the
 * stopwatch has a twenty-fourth less on a day of 23 hours, which is a change and is told as one.
 */
const HOUR = 3_600_000;
const around = (value: number, length: number) => new Array<number>(length).fill(value);
const FLAT: Rhythm = { weekdays: around(1, 7), hours: around(1, 24) };

/** A month that was not over, and is longer than the whole one before. */
const LAST_OF_MARCH: Run = {
  period: 'thisMonth',
  zone: 'UTC',
  readers: 'UTC',
  weekStart: 'monday',
  compare: 'previous',
  at: Date.UTC(2027, 2, 31, 20),
};

const weights = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).filter((list) => list.some((one) => one > 0));
const rhythms = fc.record({ weekdays: weights(7), hours: weights(24) });

/** What a digest says about changes, with the place where it says so. */
function changesOf({ tiles, sections }: Digest): (readonly [place: string, change: Change | null])[] {
  return [
    ...tiles.map(({ id, change }) => [id, change] as const),
    ...sections.flatMap((section) => {
      if (section.kind === 'ranking') return section.rows.map(({ key, change }) => [key, change] as const);
      if (section.kind !== 'table') return [];
      return [...section.rows, ...(section.total ? [section.total] : [])].flatMap((row) =>
        row.flatMap((cell) =>
          cell.change === undefined ? [] : [[`${section.id} ${row[0]?.text}`, cell.change] as const],
        ),
      );
    }),
  ];
}

/** By the hour, the hours that a clock change skips or repeats right before a slot have no counterpart. */
function isCalm({ window, comparison, bucket }: RunPlan): boolean {
  if (bucket !== 'hour' || !isCut(window)) return true;
  return [window, comparison].every((one) => {
    const change = one && nextClockChange(one.zone, one.to - 3 * HOUR);
    return !change || change > one.to + 3 * HOUR;
  });
}

/**
 * Days of a week or a month come by UTC hours. In zones with a half or quarter hour each of them has that of midnight from the next,
 * except where a request begins or ends.
 */
function isExact({ window, bucket }: RunPlan): boolean {
  const offsets = [Date.UTC(2027, 0), Date.UTC(2027, 6)].map((at) => offsetMinutes(window.zone, at));
  return bucket === 'hour' || bucket === 'day' || offsets.every((offset) => offset % 60 === 0);
}

/** A bot that talks at midnight seems to change by a part of that hour there; one that is as busy in every hour by a thousandth at most. */
function quietAtMidnight(rhythm: Rhythm, plan: RunPlan): Rhythm {
  return rhythm === FLAT || isExact(plan) ? rhythm : { ...rhythm, hours: [0, ...rhythm.hours.slice(1)] };
}

const isSaid = ({ direction, unit, amount }: Change, plan: RunPlan) =>
  direction !== 'same' && (unit !== 'fraction' || isExact(plan) || Math.abs(amount) >= 0.0015);

const said = ({ digest, plan }: Told) =>
  changesOf(digest).filter(([, change]) => change !== null && isSaid(change, plan));

describe('a bot without a change', () => {
  const cases: [string, fc.Arbitrary<Rhythm>][] = [
    ['that is as busy in every hour', fc.constant(FLAT)],
    ['with a rhythm of the week and of the day', rhythms],
  ];
  test.each(cases)('%s never rises or falls', (_name, rhythm) => {
    fc.assert(
      fc.property(runs, rhythm, rhythm, (run, one, other) => {
        const plan = planOf(run);
        fc.pre(isCalm(plan));
        const bots = [one, other].map((bot) => quietAtMidnight(bot, plan));
        expect(said(tell(run, bots))).toEqual([]);
      }),
      { numRuns: samples(60, 'much') },
    );
  });

  test('is compared in all that is compared with something', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { digest, plan } = tell(run, [FLAT]);
        const silent = changesOf(digest).filter(([, change]) => change === null);
        expect(silent).toEqual(plan.comparison === null ? changesOf(digest) : []);
      }),
      { numRuns: samples(40, 'much') },
    );
  });

  test('neither, where only its interactions are looked at', () => {
    const only: ReportName[] = ['interactions'];
    fc.assert(
      fc.property(runs, (run) => {
        fc.pre(isCalm(planOf(run)));
        expect(said(tell(run, [FLAT], only))).toEqual([]);
      }),
      { numRuns: samples(60, 'much'), examples: [[LAST_OF_MARCH]] },
    );
  });
});

/** Up to eight holidays, days before the slot; a third of them within the last two weeks. */
const offsets = fc.uniqueArray(fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 130 })), {
  maxLength: 8,
});
const factors = fc.constantFrom(0, 0.25, 1.5, 3);

const holidaysOf = (run: Run, days: readonly number[], factor: number): Holidays => {
  const today = localTime(run.readers, run.at).day;
  const dates = days.map((ago) => addDays(today, -ago)).toSorted();
  return { days: dates.map((day) => ({ day, name: 'Day off' })), factor };
};

describe('holidays of whatever size', () => {
  test('do not make a bot without a change rise or fall', () => {
    fc.assert(
      fc.property(runs, rhythms, offsets, factors, (run, rhythm, days, factor) => {
        const plan = planOf(run);
        fc.pre(isCalm(plan) && isExact(plan));
        const told = tell(run, [rhythm, FLAT], undefined, holidaysOf(run, days, factor));
        expect(said(told)).toEqual([]);
      }),
      { numRuns: samples(120, 'much') },
    );
  });

  test('neither, where only its interactions are looked at', () => {
    fc.assert(
      fc.property(runs, offsets, factors, (run, days, factor) => {
        fc.pre(isCalm(planOf(run)));
        expect(said(tell(run, [FLAT], ['interactions'], holidaysOf(run, days, factor)))).toEqual([]);
      }),
      { numRuns: samples(60, 'much') },
    );
  });

  test('are named, and leave a digest without them as it is', () => {
    fc.assert(
      fc.property(runs, rhythms, offsets, (run, rhythm, days) => {
        const holidays = holidaysOf(run, days, 1);
        const [plain, told] = [tell(run, [rhythm]), tell(run, [rhythm], undefined, holidays)];
        const { window, comparison } = told.plan;
        const inside = (one: typeof comparison) =>
          holidays.days.filter(({ day }) => one && one.firstDay <= day && day <= one.lastDay);
        const concerned = comparison === null ? [] : [...inside(window), ...inside(comparison)];
        const notices = told.digest.about.notices.filter(({ code }) => code === 'holidays');
        expect(notices).toHaveLength(concerned.length > 0 ? 1 : 0);
        expect(told.digest.notes.map(({ day }) => day)).toEqual(inside(window).map(({ day }) => day));
        if (concerned.length + inside(window).length === 0)
          expect(told.digest.tiles).toEqual(plain.digest.tiles);
      }),
      { numRuns: samples(60, 'much') },
    );
  });
});

function columnSum(digest: Digest, report: ReportName, id: string): number {
  const table = digest.tables.find((one) => one.report === report);
  const place = table?.columns.findIndex((column) => column.id === id) ?? -1;
  return (table?.rows ?? []).reduce((sum, row) => sum + Number(row[place] ?? 0), 0);
}

test('totals are the sums of their columns, of both windows, also while they run', () => {
  fc.assert(
    fc.property(runs, rhythms, rhythms, (run, one, other) => {
      const { digest, plan } = tell(run, [one, other]);
      for (const report of ['conversations', 'paid', 'messages'] as const) {
        const tile = digest.tiles.find(({ id }) => id === report);
        expect(columnSum(digest, report, report)).toBe(tile?.value);
        if (plan.comparison !== null) expect(columnSum(digest, report, 'comparison')).toBe(tile?.previous);
      }
    }),
    { numRuns: samples(60, 'much') },
  );
});

test('steps beside each other are of one weekday, and both whole', () => {
  fc.assert(
    fc.property(runs, (run) => {
      const { window, comparison, bucket } = planOf(run);
      const axis = createAxis({ bucket, window, comparison, weekStart: run.weekStart });
      const others =
        comparison && createAxis({ bucket, window: comparison, comparison: null, weekStart: run.weekStart });
      axis.pairs.forEach((place, index) => {
        const [step, other] = [axis.current[index], axis.comparison?.[place ?? -1]];
        if (place === null || !step || !other) return;
        expect([axis.whole[index], others?.whole[place]]).toEqual([true, true]);
        if (bucket === 'month') expect(other.key.endsWith('-01')).toBe(true);
        else expect(weekdayOf(dayOf(other))).toBe(weekdayOf(dayOf(step)));
      });
    }),
    { numRuns: samples(400) },
  );
});

test('a step that is cut is no peak, in no sparkline and beside nothing', () => {
  fc.assert(
    fc.property(runs, rhythms, (run, rhythm) => {
      const { digest } = tell(run, [rhythm]);
      for (const section of digest.sections) {
        if (section.kind !== 'timeSeries') continue;
        const cut = section.axis.flatMap(({ partial }, index) => (partial ? [index] : []));
        expect(cut).not.toContain(section.peak);
        for (const { values } of section.series.filter(({ role }) => role === 'comparison'))
          expect(cut.map((index) => values[index])).toEqual(cut.map(() => null));
        expect(cut.map((index) => section.axis[index]?.comparison)).toEqual(cut.map(() => null));
        const tile = digest.tiles.find(({ id }) => id === section.id);
        expect(cut.map((index) => tile?.spark[index] ?? null)).toEqual(cut.map(() => null));
      }
    }),
    { numRuns: samples(60, 'much') },
  );
});

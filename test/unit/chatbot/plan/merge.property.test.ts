import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiResult } from '../../../../src/chatbot/client/session.js';
import { merged, spanning } from '../../../../src/chatbot/plan/merge.js';
import { planRequests } from '../../../../src/chatbot/plan/plan.js';
import { encode, type PlannedRequest } from '../../../../src/chatbot/plan/planned-request.js';
import { answersTo } from '../../../../src/chatbot/read/answer.js';
import { addDays } from '../../../../src/lib/time/zone.js';
import { historyWindow } from '../../../../src/schedule/history.js';
import { windowOf } from '../../../../src/schedule/window.js';
import { SUPPORT } from '../../../contract/api/request.js';
import { samples } from '../../../support/samples.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONES = [
  'UTC',
  'Europe/Warsaw',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
];
const chatbot = { arrayFormat: 'single', useGroup: false } as const;

/** An API that counts these instants (epoch ms) by UTC step within the range requested; empty steps are left out, or not. */
function apiOf(instants: readonly number[], withZeros: boolean) {
  return (planned: PlannedRequest): ApiResult => {
    const query = new Map(encode(planned, { ...chatbot, offsetSign: 1 }).query);
    const [from, last] = [Date.parse(query.get('from') ?? ''), Date.parse(query.get('to') ?? '')];
    const step = query.get('dimension') === 'hour' ? HOUR : DAY;
    const counts = new Map<number, number>();
    for (let at = from - (from % step); withZeros && at <= last; at += step) counts.set(at, 0);
    for (const instant of instants.filter((at) => at >= from && at <= last)) {
      const at = instant - (instant % step);
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    const steps = [...counts].toSorted(([one], [other]) => one - other);
    const data = steps.map(([at, value]) => ({ date: new Date(at).toISOString(), value }));
    const total = data.reduce((sum, { value }) => sum + value, 0);
    return { ok: true, body: { data, summary: { total } } };
  };
}

function historyOf(zone: string, first: string, weekStart: 'monday' | 'sunday', length = 7) {
  const window = windowOf(zone, [first, addDays(first, length - 1)]);
  const scope = {
    window,
    comparison: null,
    history: historyWindow(window, weekStart),
    bucket: 'day',
    reports: { names: ['conversations'], interactions: { top: 10 }, bySource: false },
    weekStart,
    chatbot,
  } as const;
  return planRequests(SUPPORT, scope).filter((planned) => planned.window === 'history');
}

const weekStarts = fc.constantFrom('monday' as const, 'sunday' as const);
/** Any day of two years, with clock changes in all of these zones. */
const firstDays = fc.integer({ min: 0, max: 730 }).map((day) => addDays('2025-06-01', day));

describe('a merged request', () => {
  test.each(ZONES)('in %s is answered as each week alone would be', (zone) => {
    fc.assert(
      fc.property(
        firstDays,
        weekStarts,
        fc.array(fc.integer({ min: -2 * DAY, max: 86 * DAY }), { maxLength: 300 }),
        fc.boolean(),
        (first, weekStart, offsets, withZeros) => {
          const weeks = historyOf(zone, first, weekStart);
          const begin = weeks[0]?.from ?? 0;
          const serve = apiOf(
            // Instants at the very ends of weeks are the hard ones.
            [...offsets.map((offset) => begin + offset), ...weeks.flatMap(({ from }) => [from - 1, from])],
            withZeros,
          );
          const whole = merged(weeks).flatMap((group) =>
            answersTo(group, serve(spanning(group)), { dayZero: 'sunday' }),
          );
          const alone = weeks.flatMap((week) => answersTo([week], serve(week), { dayZero: 'sunday' }));
          expect(whole).toEqual(alone);
          expect(whole.flatMap(({ answers }) => answers.flatMap(({ notes }) => notes))).toEqual([]);
        },
      ),
      { numRuns: samples(40) },
    );
  });

  test.each(ZONES)('in %s counts everything once', (zone) => {
    fc.assert(
      fc.property(firstDays, weekStarts, (first, weekStart) => {
        const weeks = historyOf(zone, first, weekStart);
        const [begin, end] = [weeks[0]?.from ?? 0, weeks.at(-1)?.to ?? 0];
        const instants = Array.from(
          { length: (end - begin) / (15 * MINUTE) - 4 },
          (_, n) => begin + (n + 4) * 15 * MINUTE,
        );
        const serve = apiOf(instants, false);
        const points = merged(weeks)
          .flatMap((group) => answersTo(group, serve(spanning(group)), { dayZero: 'sunday' }))
          .flatMap(({ answers }) => answers)
          .flatMap(({ result }) => (result.kind === 'series' ? result.points : []));
        expect(new Set(points.map(({ at }) => at)).size).toBe(points.length);
        expect(points.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(instants.length);
      }),
      { numRuns: samples(5) },
    );
  });
});

describe('what is merged', () => {
  const sizes = (requests: readonly PlannedRequest[]) => merged(requests).map((group) => group.length);

  test.each(['UTC', 'Europe/Warsaw', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
    'in %s are all weeks of a history',
    (zone) => {
      expect(sizes(historyOf(zone, '2026-11-16', 'monday'))).toEqual([12]);
    },
  );

  test('are weeks that are requested by the same steps', () => {
    const weeks = historyOf('Europe/London', '2026-11-16', 'monday');
    expect(sizes(weeks)).toEqual([9, 3]);
    expect(merged(weeks).map(([{ ask }]) => ask.kind === 'series' && ask.dimension)).toEqual(['hour', 'day']);
  });

  test('are contiguous weeks of one report and one source', () => {
    const weeks = historyOf('UTC', '2026-11-16', 'monday');
    expect(sizes(weeks.filter((_, index) => index !== 2 && index !== 11))).toEqual([2, 8]);
    const slack = weeks.map((week) => ({ ...week, sources: ['slack' as const] }));
    expect(sizes([...weeks, ...slack])).toEqual([12, 12]);
    const paid = weeks.slice(6).map((week) => ({ ...week, report: 'paid' as const }));
    expect(sizes([...weeks.slice(0, 6), ...paid])).toEqual([6, 6]);
  });

  test('are weeks of a history only, and no interactions', () => {
    const weeks = historyOf('UTC', '2026-11-16', 'monday');
    const current = weeks.map((week) => ({ ...week, window: 'current' as const }));
    expect(sizes(current)).toEqual(weeks.map(() => 1));
    const interactions = weeks.map((week) => ({ ...week, ask: { kind: 'interactions' as const } }));
    expect(sizes(interactions)).toEqual(weeks.map(() => 1));
  });
});

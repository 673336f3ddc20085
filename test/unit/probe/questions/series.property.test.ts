import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { added, type CountSeries, totalIn, within } from '../../../../src/probe/judge/counts.js';
import { bestSourceList } from '../../../../src/probe/judge/source-list.js';
import { DAY_MS, HOUR_MS } from '../../../../src/probe/judge/span.js';
import { type ArrayAnswers, judgeArrayFormat } from '../../../../src/probe/questions/array-format.js';
import { judgeDays, judgeMonth } from '../../../../src/probe/questions/average.js';
import { judgeTo } from '../../../../src/probe/questions/to-inclusive.js';
import { judgeGroup } from '../../../../src/probe/questions/use-group.js';
import { SOURCES, type Source } from '../../../../src/vocabulary/chatbot.js';
import { countsFrom, hourlyOf, PROBE_START } from '../../../support/probe-series.js';
import { samples } from '../../../support/samples.js';

const DAYS = 7;
const window = { from: PROBE_START, to: PROBE_START + DAYS * DAY_MS };
const daily = (most: number) =>
  fc.array(fc.nat(most), { minLength: DAYS, maxLength: DAYS }).map((values) => countsFrom(values, DAY_MS));
const ok = (counts: CountSeries) => ({ ok: true, counts }) as const;
const refused = {
  ok: false,
  reason: 'bad-request',
  message: 'The API did not accept the request (400).',
} as const;
const failed = { ok: false, reason: 'server-error', message: 'The API failed.' } as const;

describe('judgeArrayFormat', () => {
  const NOTHING: CountSeries = new Map();
  const singles = [countsFrom([20, 30, 10], DAY_MS), countsFrom([5, 15, 20], DAY_MS)];
  const rest = countsFrom([50, 40, 60], DAY_MS);
  const all = added([...singles, rest]);
  const [first = NOTHING, last = NOTHING] = singles;
  const sum = added(singles);
  const judge = (repeat: CountSeries | typeof refused | typeof failed, brackets = repeat, comma = repeat) => {
    const reply = (one: typeof repeat) => ('ok' in one ? one : ok(one));
    const seen: ArrayAnswers['seen'] = new Map([
      ['repeat', reply(repeat)],
      ['brackets', reply(brackets)],
      ['comma', reply(comma)],
    ]);
    return judgeArrayFormat({ sources: ['widget', 'app'], singles, all, seen });
  };

  test.each([
    ['all three', [sum], 'repeat'],
    ['brackets and comma', [last, sum], 'brackets'],
    ['comma alone', [refused, all, sum], 'comma'],
    ['none: the last, all, refused', [last, all, refused], 'single'],
    ['none: the first, nothing, refused', [first, NOTHING, refused], 'single'],
  ] as const)('an API that accepts %s', (_, [repeat, brackets, comma], value) => {
    const verdict = judge(repeat, brackets, comma);
    expect(verdict).toMatchObject({ answer: 'settled', value, settings: { arrayFormat: value } });
  });

  test('counts that are neither are a contradiction, a failure is none', () => {
    expect(judge(countsFrom([1, 99, 7], DAY_MS)).answer).toBe('contradiction');
    expect(judge(failed).answer).toBe('notEnoughData');
    expect(judge(failed, last, sum)).toMatchObject({ answer: 'settled', value: 'comma' });
  });

  test('the list that is sent shows in the count, if any does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 7, maxLength: 7 }), (counts) => {
        const totals = new Map(SOURCES.map((source, at) => [source, counts[at] ?? 0]));
        const total = counts.reduce((a, b) => a + b, 0);
        const best = bestSourceList(totals, total);
        expect(best).not.toBeNull();
        if (best === null) return;
        const own = best.sources.map((source: Source) => totals.get(source) ?? 0);
        const together = own.reduce((a, b) => a + b, 0);
        for (const other of [own[0] ?? 0, own.at(-1) ?? 0, total, 0])
          expect(Math.abs(together - other)).toBeGreaterThanOrEqual(best.margin);
        const active = counts.filter((count) => count > 0).length;
        expect(best.margin > 0).toBe(active > 1);
      }),
      { numRuns: samples(200) },
    );
  });
});

describe('judgeGroup', () => {
  const sources = new Map<Source, CountSeries>([
    ['widget', countsFrom([10, 20, 30, 0, 5, 0, 9], DAY_MS)],
    ['app', countsFrom([1, 2, 0, 4, 0, 6, 7], DAY_MS)],
  ]);
  const all = added([...sources.values()]);
  const rows = (counts: CountSeries = new Map()) =>
    [...counts].map(([at, value]) => ({ date: new Date(at).toISOString(), value }));
  const judge = (body: unknown) => judgeGroup(body, { window, sources, all });
  const map = Object.fromEntries([...sources].map(([name, counts]) => [name, { data: rows(counts) }]));

  test('the same by source is settled; the same as without group, or of no known layout, is not to be used', () => {
    expect(judge(map)).toMatchObject({ answer: 'settled', value: true });
    expect(judge({ data: rows(all) })).toMatchObject({ answer: 'settled', value: false });
    const odd = judge({ result: { columns: [1, 2] } });
    expect(odd).toMatchObject({ answer: 'settled', value: false, settings: { useGroup: false } });
    expect(odd.evidence).toContain('result, result.columns');
  });

  test('other counts by source, and groups that are no sources, are contradictions', () => {
    expect(judge({ ...map, app: map.widget }).answer).toBe('contradiction');
    expect(judge({ Website: map.widget }).answer).toBe('contradiction');
  });
});

describe('judgeTo', () => {
  const END = Number.POSITIVE_INFINITY;
  const ends = {
    inclusive: (at: number) => at,
    wholeStep: (at: number) => at + HOUR_MS,
    wholeDay: () => END,
  } as const;

  test('never says another end than the right one, whatever the hours', () => {
    fc.assert(
      fc.property(
        hourlyOf(3),
        fc.constantFrom('inclusive', 'wholeStep', 'wholeDay'),
        fc.array(fc.integer({ min: 1, max: 23 }), { minLength: 3, maxLength: 3 }),
        (hourly, truth, hours) => {
          const cuts = hours.map((hour, day) => {
            const from = PROBE_START + day * DAY_MS;
            const at = from + hour * HOUR_MS;
            const known = within(hourly, { from, to: from + DAY_MS });
            const seen = new Map(within(known, { from, to: ends[truth](at) }));
            if (truth === 'inclusive') seen.set(at, 0);
            return { at, known, seen };
          });
          const { answer, value } = judgeTo(cuts, true);
          expect(answer).not.toBe('contradiction');
          if (answer === 'settled') expect(value).toBe(truth);
        },
      ),
      { numRuns: samples(300) },
    );
  });

  const known = countsFrom(
    Array.from({ length: 24 }, (_, hour) => (hour > 7 ? 10 : 0)),
    HOUR_MS,
  );
  const at = PROBE_START + 12 * HOUR_MS;
  const before = within(known, { from: PROBE_START, to: at });
  test.each([
    ['named', new Map(before).set(at, 0), true, 'inclusive'],
    ['not named, though zeros are', before, true, 'exclusive'],
    ['not named, as no zero is', before, false, null],
    ['not named, and nobody knows', before, null, null],
  ])('the instant itself: %s', (_, seen, zeros, value) => {
    const verdict = judgeTo([{ at, known, seen }], zeros);
    expect([verdict.answer, verdict.value]).toEqual([value === null ? 'notEnoughData' : 'settled', value]);
  });

  test('half of the hours is a contradiction', () => {
    const half = new Map([...known].map(([hour, value]) => [hour, value / 2]));
    expect(judgeTo([{ at, known, seen: half }], true).answer).toBe('contradiction');
  });
});

describe('judgeDays', () => {
  const two = (value: number) => Math.round(value * 100) / 100;
  const MEANINGS = {
    perHour: (count: number) => count / 24,
    perActiveHour: (count: number, active: number) => (active === 0 ? 0 : count / active),
    perDay: (count: number) => count,
    messagesPerConversation: (count: number, _: number, messages: number) =>
      count === 0 ? 0 : messages / count,
  } as const;

  test('never says another meaning than the right one', () => {
    fc.assert(
      fc.property(
        hourlyOf(DAYS),
        daily(2_000),
        fc.constantFrom('perHour', 'perActiveHour', 'perDay', 'messagesPerConversation'),
        (hourly, messages, truth) => {
          const days = [...messages.keys()];
          const ofDay = (day: number) => within(hourly, { from: day, to: day + DAY_MS });
          const conversations = new Map(days.map((day) => [day, totalIn(ofDay(day))]));
          const activeHours = new Map(
            days.map((day) => [day, [...ofDay(day).values()].filter((value) => value > 0).length]),
          );
          const averages = new Map(
            days.map((day) => [
              day,
              two(
                MEANINGS[truth](
                  conversations.get(day) ?? 0,
                  activeHours.get(day) ?? 0,
                  messages.get(day) ?? 0,
                ),
              ),
            ]),
          );
          const { meaning, verdict } = judgeDays({ averages, conversations, messages, activeHours });
          if (meaning !== null) expect(meaning).toBe(truth);
          // Averages of a few hundredths are mostly rounding.
          if (totalIn(averages) >= DAYS) expect(verdict.answer).not.toBe('contradiction');
        },
      ),
      { numRuns: samples(300) },
    );
  });

  test('averages of something else are a contradiction', () => {
    const conversations = countsFrom([40, 50, 60], DAY_MS);
    const judged = judgeDays({
      averages: countsFrom([7, 3, 22], DAY_MS),
      conversations,
      messages: countsFrom([300, 420, 510], DAY_MS),
      activeHours: countsFrom([12, 13, 14], DAY_MS),
    });
    expect(judged.verdict.answer).toBe('contradiction');
  });

  test.each([
    [2.19, 'perDay'],
    [2.43, 'perActiveDay'],
  ])('a month of 68 conversations on 28 of 31 days with %d', (average, value) => {
    expect(judgeMonth({ average, total: 68, active: 28, days: 31 }, 'Before')).toMatchObject({ value });
    expect(judgeMonth({ average: 9, total: 68, active: 28, days: 31 }, 'Before').answer).toBe(
      'contradiction',
    );
  });
});

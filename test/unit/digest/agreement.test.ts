import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { composeDigest } from '../../../src/digest/compose.js';
import type { Digest } from '../../../src/digest/digest.js';
import { WEEKLY } from '../../support/digests.js';
import { samples } from '../../support/samples.js';
import {
  changed,
  digestConfig,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
  withGaps,
} from '../../support/snapshot.js';

const counts = fc.array(fc.nat(400), { minLength: 7, maxLength: 7 });
const rows = fc
  .array(fc.record({ name: fc.constantFrom('A', 'B', 'C', 'D'), value: fc.nat(50) }), { maxLength: 14 })
  .map((list) => list.map(({ name, value }, index) => interaction({ id: String(index), name, value })));
const bot = fc.record({ weekdays: counts, before: counts, interactions: rows });
const bots = fc
  .array(bot, { minLength: 1, maxLength: 15 })
  .map((list) => list.map((one, index): TestBot => ({ ...one, id: `b${index}`, name: `Bot ${index % 9}` })));

/** A day against a week, so that some steps of the comparison have nothing beside them. */
const WINDOWS: readonly Pick<TestSnapshot, 'days' | 'before'>[] = [
  { days: ['2026-11-16', '2026-11-22'], before: ['2026-11-09', '2026-11-15'] },
  { days: ['2026-10-24', '2026-10-26'], before: ['2026-10-18', '2026-10-23'] },
];

/** A digest of random bots, one report of one bot failing at times. */
const digests = fc
  .record({ bots, window: fc.constantFrom(...WINDOWS), failing: fc.option(fc.nat(14)) })
  .map(({ bots: given, window, failing }) => {
    const of: TestSnapshot = { ...WEEKLY, ...window, bots: given };
    const gap = withGaps(
      snapshot(of),
      'timeout',
      ({ report }, { id }) => report !== 'paid' && id === `b${failing}`,
    );
    return composeDigest(gap, digestConfig(of));
  });

function columnSum(digest: Digest, report: string, id: string): number | null {
  const table = digest.tables.find((one) => one.report === report);
  const place = table?.columns.findIndex((column) => column.id === id) ?? -1;
  const values = (table?.rows ?? []).map((row) => row[place]).filter((value) => typeof value === 'number');
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

const tileOf = (digest: Digest, id: string) => digest.tiles.find((tile) => tile.id === id);

test('every total is the sum of its table, and of what its sections show', () => {
  fc.assert(
    fc.property(digests, (digest) => {
      for (const report of ['conversations', 'paid', 'messages'] as const) {
        const tile = tileOf(digest, report);
        expect(columnSum(digest, report, report)).toBe(tile?.value);
        const section = digest.sections.find(({ id }) => id === report);
        const series = section?.kind === 'timeSeries' ? section.series[0]?.values : [];
        expect(series).toEqual(tile?.spark);
        if (tile?.value !== null)
          expect(series?.reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(tile?.value);
      }
      const byBot = digest.sections.find(({ id }) => id === 'by-bot');
      if (byBot?.kind === 'table') {
        const place = byBot.columns.findIndex(({ id }) => id === 'value');
        const shown = byBot.rows.map((row) => row[place]?.value).filter((value) => typeof value === 'number');
        expect(shown.reduce((sum, value) => sum + value, 0)).toBe(
          tileOf(digest, 'conversations')?.value ?? 0,
        );
        const needy = digest.scorecard.filter(({ state }) => state !== 'usual').length;
        const alone = Math.max(12, needy);
        expect(byBot.rows).toHaveLength(Math.min(digest.bots.length, alone + 1));
      }
    }),
    { numRuns: samples(20) },
  );
});

test('without a gap the comparison column adds up to what the tile compares with', () => {
  fc.assert(
    fc.property(bots, fc.constantFrom(...WINDOWS), (given, window) => {
      const of: TestSnapshot = { ...WEEKLY, ...window, bots: given };
      const digest = composeDigest(snapshot(of), digestConfig(of));
      for (const report of ['conversations', 'messages'])
        expect(columnSum(digest, report, 'comparison')).toBe(tileOf(digest, report)?.previous);
    }),
    { numRuns: samples(20) },
  );
});

test('the ranking and what it leaves out add up to the uses of the table', () => {
  fc.assert(
    fc.property(digests, (digest) => {
      const section = digest.sections.find(({ id }) => id === 'interactions');
      const shown = section?.kind === 'ranking' ? section.rows.map(({ value }) => value) : [];
      const more = section?.kind === 'ranking' ? (section.more?.match(/, ([\d,]+) use/)?.[1] ?? '0') : '0';
      const sum = shown.reduce((total, value) => total + value, 0) + Number(more.replaceAll(',', ''));
      expect(sum).toBe(columnSum(digest, 'interactions', 'uses') ?? 0);
      expect(shown).toEqual(shown.toSorted((a, b) => b - a));
    }),
    { numRuns: samples(20) },
  );
});

test('the order of answers changes nothing', () => {
  const whole = snapshot(WEEKLY);
  const turned = { ...whole, bots: whole.bots.map((one) => ({ ...one, answers: one.answers.toReversed() })) };
  const config = digestConfig(WEEKLY);
  expect(composeDigest(turned, config)).toEqual(composeDigest(whole, config));
});

test('the times of fetching change nothing', () => {
  const config = digestConfig(WEEKLY);
  const later = { ...snapshot(WEEKLY), fetchedAt: '2030-01-01T00:00:00.000Z' };
  expect(composeDigest(later, config)).toEqual(composeDigest(snapshot(WEEKLY), config));
});

const machineZone = process.env.TZ;
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ;
  else process.env.TZ = machineZone;
});

test.each(['Pacific/Kiritimati', 'America/St_Johns', 'Pacific/Pago_Pago'])(
  'a machine in %s composes the same digest',
  (zone) => {
    process.env.TZ = 'UTC';
    const there = composeDigest(snapshot(WEEKLY), digestConfig(WEEKLY));
    process.env.TZ = zone;
    expect(new Date(0).getTimezoneOffset()).not.toBe(0);
    expect(composeDigest(snapshot(WEEKLY), digestConfig(WEEKLY))).toEqual(there);
  },
);

test('one unreadable value takes its own step out of every figure, and no more', () => {
  const broken = changed(snapshot(WEEKLY), (answer, one) => {
    const { report, window, purpose, result } = answer;
    const hit =
      report === 'conversations' && window === 'current' && purpose === 'total' && one.id === 'sales';
    if (!hit || result.kind !== 'series') return answer;
    const points = result.points.map((point, index) => (index === 10 ? { ...point, value: null } : point));
    return { ...answer, result: { ...result, points } };
  });
  const digest = composeDigest(broken, digestConfig(WEEKLY));
  expect(tileOf(digest, 'conversations')?.value).toBe(1734 - 98);
  expect(tileOf(digest, 'conversations')?.spark).toEqual([null, 301, 287, 312, 296, 142, 128]);
  expect(columnSum(digest, 'conversations', 'conversations')).toBe(1734 - 98);
  expect(digest.incomplete).toBe(true);
});

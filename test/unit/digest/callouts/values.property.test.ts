import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReportAnswer } from '../../../../src/chatbot/snapshot.js';
import { composeDigest } from '../../../../src/digest/compose.js';
import type { Callout, Digest } from '../../../../src/digest/digest.js';
import { REPORTS } from '../../../../src/vocabulary/chatbot.js';
import { WEEKLY } from '../../../support/digests.js';
import { samples } from '../../../support/samples.js';
import {
  digestConfig,
  snapshot,
  type TestBot,
  type TestSnapshot,
  withGaps,
} from '../../../support/snapshot.js';
import { stepRows } from './said.js';

const counts = fc.oneof(
  fc.constant([0, 0, 0, 0, 0, 0, 0]),
  fc.array(fc.nat(400), { minLength: 7, maxLength: 7 }),
  fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 7, maxLength: 7 }),
);
const rows = fc
  .array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.nat(300), fc.nat(60)), { maxLength: 4 })
  .map((steps) => steps.flatMap(([name, uses, lost], index) => stepRows(name, uses, lost, `${index}`)));
const bots = fc
  .array(
    fc.record({
      weekdays: counts,
      before: counts,
      interactions: rows,
      interactionsBefore: rows,
      interactionsHistory: fc.array(rows, { maxLength: 8 }),
      split: fc.constantFrom({}, { widget: 0.6, messenger: 0.4 }),
      splitNow: fc.constantFrom({}, { widget: 1, messenger: 0 }, { widget: 0.2, messenger: 0.8 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) => list.map((one, index): TestBot => ({ ...one, id: `b${index}`, name: `Bot ${index}` })));

const WINDOWS: readonly Pick<TestSnapshot, 'days' | 'before'>[] = [
  { days: ['2026-11-16', '2026-11-22'], before: ['2026-11-09', '2026-11-15'] },
  { days: ['2026-11-16', '2026-11-22'], before: ['2025-11-17', '2025-11-23'] },
  { days: ['2026-11-16', '2026-11-22'], before: null },
  { days: ['2026-11-18', '2026-11-18'], before: ['2026-11-11', '2026-11-11'] },
  { days: ['2026-10-01', '2026-10-31'], before: ['2026-09-01', '2026-09-30'] },
];

/** Any part of the answers fails; `every` third or so. */
const gaps = fc.option(fc.record({ every: fc.integer({ min: 1, max: 9 }), at: fc.nat(8) }));
const chosen = fc.oneof(
  fc.constant(REPORTS),
  fc.constantFrom(...REPORTS).map((report) => [report] as const),
);

const digests = fc
  .record({ bots, window: fc.constantFrom(...WINDOWS), history: fc.boolean(), reports: chosen, gaps })
  .map(({ bots: given, window, history, reports, gaps: holes }): Digest => {
    const of: TestSnapshot = { ...WEEKLY, ...window, bots: given, history, reports };
    let turn = 0;
    const fails = (_answer: ReportAnswer) =>
      holes !== null && turn++ % holes.every === holes.at % holes.every;
    const goals = {
      conversations: { side: 'above', limit: 1000 },
      fallbackRate: { side: 'below', limit: 0.06 },
    } as const;
    return composeDigest(withGaps(snapshot(of), 'timeout', fails), digestConfig(of, { goals }));
  });

/** How a value is printed: as a count, a ratio, a percentage, rounded percent or hour. */
function printed(value: number): readonly string[] {
  const decimal = (digits: number, of: number) =>
    of.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const size = Math.abs(value);
  return [
    decimal(0, size),
    decimal(1, size),
    `${decimal(1, 100 * size)}%`,
    `${decimal(0, 100 * size)}%`,
    `${String(value).padStart(2, '0')}:00`,
  ];
}

/** Values of a finding that are told in other words: which day, which weekday, of how many. */
const UNSAID = new Set(['weekday', 'bots', 'ofBots', 'uses', 'fallbacks', 'difference', 'cover']);

/** The values that a sentence may leave out. */
function isOptional({ rule, values, body }: Callout, name: string): boolean {
  if (name === 'before') return rule !== 'mover';
  if (name === 'change') return true;
  if (rule === 'silent')
    return Number(values.count) > 1 ? name !== 'count' : name !== 'before' || !body.includes('(');
  if (rule === 'stopped' || rule === 'new') return true;
  return (
    name.startsWith('step') || name === 'share' || name === 'outside' || name === 'limit' || name === 'count'
  );
}

test('of any digest, nothing throws, and callouts state their values', () => {
  fc.assert(
    fc.property(digests, (digest) => {
      for (const callout of digest.callouts.items) {
        const sentence = `${callout.heading}${callout.body}`.replaceAll('\u00a0', ' ');
        expect(sentence).not.toMatch(/NaN|Infinity|undefined|null|\{/);
        for (const [name, value] of Object.entries(callout.values)) {
          if (typeof value !== 'number' || UNSAID.has(name) || isOptional(callout, name)) continue;
          const texts = printed(value);
          expect(
            texts.some((text) => sentence.includes(text)),
            `${name} ${value} in: ${sentence}`,
          ).toBe(true);
        }
      }
    }),
    { numRuns: samples(60) },
  );
});

test('of any digest, tones, changes, verdict and subject hold together', () => {
  fc.assert(
    fc.property(digests, ({ callouts, verdict, subject, tiles, scorecard, bots: all }) => {
      const tones = [verdict.tone, ...callouts.items.map(({ tone }) => tone)];
      for (const tone of tones) expect(['attention', 'good', 'neutral', 'muted']).toContain(tone);
      expect(subject).toContain(verdict.text.slice(0, 60).trimEnd());
      const changes = [...tiles.map(({ change }) => change), ...scorecard.map(({ change }) => change)];
      for (const change of changes) {
        if (change === null) continue;
        expect(change.amount === 0).toBe(change.direction === 'same');
        if (change.amount === 0) expect(change.tone).toBe('muted');
      }
      for (const { value, usual, change } of tiles)
        if (value !== null && usual && change && value >= usual.low && value <= usual.high)
          expect(change.amount).toBe(0);
      const ids = new Set(all.map(({ id }) => id));
      for (const { about } of callouts.items) for (const id of about.bots) expect(ids).toContain(id);
      expect(verdict.rule === 'usual').toBe(verdict.tone === 'muted');
    }),
    { numRuns: samples(60) },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DayHistory } from '../../../../src/alerts/history.js';
import { judge } from '../../../../src/alerts/judge/judge.js';
import type { DayReading } from '../../../../src/alerts/reading.js';
import type { AlertKind } from '../../../../src/alerts/series.js';
import type { AlertRule } from '../../../../src/config/config.js';
import { samples } from '../../../support/samples.js';
import { above, below, changed, historyOf, inputOf, type Values } from './input.js';

const count = fc.oneof(
  { weight: 5, arbitrary: fc.nat(60) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat(10_000_000) },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** Histories of any length: all that could come, and such as go on like most do. */
const anything = fc.array(count, { maxLength: 90, size: 'max' });
const steady = fc
  .tuple(fc.nat(300), fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 64, maxLength: 64 }), fc.nat(40))
  .map(([mean, noise, last]) =>
    noise.map((each, index) =>
      index > 56 ? Math.round((mean * last) / 20) : Math.max(0, mean + each * Math.ceil(Math.sqrt(mean) / 2)),
    ),
  );
const histories = fc.oneof(anything, steady);

const RULES: readonly (readonly [AlertKind, AlertRule])[] = [
  ['silence', { kind: 'silence', of: 'conversations' }],
  ['unusual', { kind: 'unusual', of: 'conversations' }],
  ['drift', { kind: 'unusual', of: 'conversations' }],
  ['above', above(60)],
  ['below', below(20)],
  ['above', above(0.2, { of: 'fallbackRate', least: 30 })],
  ['above', above(1000, { within: 'thisMonth', projected: true })],
  ['above', above(1000, { within: 'thisMonth' })],
  ['below', below(1000, { within: 'thisWeek', projected: true })],
  ['below', below(1000, { within: 'thisWeek' })],
  ['above', above(0.2, { within: 'thisMonth', of: 'fallbackRate', least: 30 })],
  ['up', changed('up', 0.3)],
  ['down', changed('down', 0.3, { over: 28 })],
  ['down', changed('down', 0.3, { over: 1 })],
  ['up', changed('up', 0.5, { of: 'fallbackRate', least: 30 })],
];
const rules = fc.constantFrom(...RULES);

/** Fallbacks are a part of uses, as far as both are known. */
const botOf = (values: Values, part: number): DayHistory =>
  historyOf({
    conversations: values,
    uses: values,
    fallbacks: values.map((value) => value && Math.floor(value * part)),
  });

const read = (rule: AlertRule, kind: AlertKind, bots: readonly DayHistory[]): DayReading =>
  judge(inputOf(rule, bots, { kind })).reading;

const numRuns = samples(1000);

type Judged = [(typeof RULES)[number], (number | null)[], number];
const NOTHING = Array.from({ length: 64 }, () => null);

test('every number of a reading is finite, and its range is in order', () => {
  const levels = new Set<string>();
  fc.assert(
    fc.property(
      rules,
      histories,
      fc.double({ min: 0, max: 1, noNaN: true }),
      ([kind, rule], values, part) => {
        const { reading, cusum } = judge(inputOf(rule, [botOf(values, part)], { kind }));
        levels.add(`${kind} ${reading.level}`);
        expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
        const { value, low, high, z, weight, facts } = reading;
        for (const number of [value, low, high, z, weight, cusum.up, cusum.down, ...Object.values(facts)])
          if (typeof number === 'number') expect(number).toSatisfy(Number.isFinite);
        expect(weight).toBeGreaterThanOrEqual(0);
        if (low !== null && high !== null) expect(low).toBeLessThanOrEqual(high);
        if (value === null) expect(reading.level).toBe('unknown');
      },
    ),
    { numRuns, examples: RULES.map((rule): Judged => [rule, NOTHING, 0]) },
  );
  for (const kind of ['silence', 'unusual', 'above', 'below', 'up', 'down'])
    for (const level of ['over', 'back', 'unknown']) expect(levels).toContain(`${kind} ${level}`);
});

const isOfPeriod = ([, rule]: (typeof RULES)[number]) => 'within' in rule && rule.within !== null;
const byDay = fc.constantFrom(...RULES.filter((one) => !isOfPeriod(one)));
const byPeriod = fc.constantFrom(...RULES.filter(isOfPeriod));

test('a missing day is never beyond a limit, nor well inside it', () => {
  fc.assert(
    fc.property(byDay, histories, ([kind, rule], values) => {
      const missing = botOf(withMissing(values, 0), 0.3);
      expect(read(rule, kind, [missing]).level).toBe('unknown');
    }),
    { numRuns },
  );
});

test('a day that goes missing from a period leaves it unknown, or as far beyond its limit as it was', () => {
  fc.assert(
    fc.property(byPeriod, histories, fc.nat(1), ([kind, rule], values, back) => {
      const known = read(rule, kind, [botOf(values, 0.3)]).level;
      const { level } = read(rule, kind, [botOf(withMissing(values, back), 0.3)]);
      expect(['unknown', known === 'over' ? 'over' : 'unknown']).toContain(level);
    }),
    { numRuns },
  );
});

/** A day so many days before the judged one is not known. */
const withMissing = (values: Values, back: number): Values =>
  values.map((value, index) => (index === values.length - 1 - back ? null : value));

test('the order of the bots does not matter', () => {
  const few = fc.array(histories, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(byPeriod, few, ([kind, rule], bots) => {
      const all = bots.map((values) => botOf(values, 0.3));
      const [one, other] = [read(rule, kind, all), read(rule, kind, all.toReversed())];
      expect(other.level).toBe(one.level);
      expect(other.value).toBe(one.value);
      expect(other.facts.projected).toBe(one.facts.projected);
    }),
    { numRuns: samples(400) },
  );
});

test('more on the judged day is never less unusual upwards, and a larger count never falls', () => {
  fc.assert(
    fc.property(steady, fc.nat(1000), fc.nat(1000), (values, one, more) => {
      const zOf = (last: number) =>
        read({ kind: 'unusual', of: 'conversations' }, 'unusual', [botOf(values.with(-1, last), 0)]).z;
      const [low, high] = [zOf(one), zOf(one + more)];
      if (low !== null && high !== null) expect(high).toBeGreaterThanOrEqual(low - 1e-9);
    }),
    { numRuns },
  );
});

test('limits and changes of counts scale with the counts', () => {
  fc.assert(
    fc.property(steady, fc.integer({ min: 2, max: 50 }), (values, factor) => {
      const scaled = values.map((value) => value * factor);
      const [one, other] = [
        read(above(60), 'above', [botOf(values, 0)]),
        read(above(60 * factor), 'above', [botOf(scaled, 0)]),
      ];
      expect(other.level === 'over').toBe(one.level === 'over');
      const change = (of: Values) => read(changed('down', 0.3), 'down', [botOf(of, 0)]);
      expect(change(scaled).facts.change).toEqual(
        change(values).facts.change === undefined
          ? undefined
          : expect.closeTo(change(values).facts.change ?? 0, 9),
      );
      // φ is that of chance or grows with the counts, so the same change of more counts is as sure; of few, φ is coarse.
      const { level, z, facts } = change(values);
      const isSure = level === 'over' && Math.abs(z ?? 0) > 3.2 && (facts.before ?? 0) >= 100;
      if (isSure) expect(change(scaled).level).toBe('over');
    }),
    { numRuns },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AlertRule, COUNTS, type FigureName } from '../../../../src/config/config.js';
import { formatDuration } from '../../../../src/lib/text/units.js';
import { samples } from '../../../support/samples.js';
import { readAlert } from '../alerts-file.js';

const DAY = 86_400_000;
const WITHIN = ['thisWeek', 'thisMonth', 'thisQuarter', 'thisYear'] as const;

/** What the keys beside the measures of a `when:` say. */
interface Beside {
  readonly days: number;
  readonly least: number;
  readonly over: number;
  readonly within: (typeof WITHIN)[number] | null;
  readonly projected: boolean;
}

/** A percentage in tenths, as it is written and as a fraction. */
const percent = (min: number, max: number) =>
  fc
    .integer({ min, max })
    .map((tenths) => ({ text: `${tenths / 10}%`, fraction: tenths / 10 / 100, tenths }));

const beside: fc.Arbitrary<Beside> = fc.record({
  days: fc.integer({ min: 1, max: 28 }),
  least: fc.integer({ min: 1, max: 1_000_000 }),
  over: fc.constantFrom(1, 7, 14, 21, 28),
  within: fc.option(fc.constantFrom(...WITHIN)),
  projected: fc.boolean(),
});

/** A measure as it is written, which of the keys beside it it takes, and the rule that it is read as. */
interface Measure {
  readonly written: object;
  readonly takes: readonly string[];
  readonly rule: (beside: Beside) => AlertRule;
}

const count = fc.constantFrom(...COUNTS);

const listed = fc
  .tuple(fc.constantFrom('silence' as const, 'unusual' as const), count)
  .map(([kind, of]): Measure => ({ written: { [kind]: of }, takes: [], rule: () => ({ kind, of }) }));

const level = fc
  .tuple(fc.constantFrom('above' as const, 'below' as const), count, fc.integer({ min: 1, max: 1_000_000 }))
  .map(
    ([kind, of, limit]): Measure => ({
      written: { [of]: { [kind]: limit } },
      takes: ['for', 'in'],
      rule: ({ days, within, projected }) => ({
        kind,
        of,
        limit,
        allowance: null,
        within,
        projected: within !== null && (projected || kind === 'below'),
        days,
        least: 0,
      }),
    }),
  );

const part = fc.tuple(count, percent(1, 2000), fc.integer({ min: 1, max: 1_000_000 })).map(
  ([of, { text, tenths }, whole]): Measure => ({
    written: { [of]: { above: text, of: whole } },
    takes: ['for', 'in'],
    rule: ({ days, within, projected }) => ({
      kind: 'above',
      of,
      limit: ((tenths / 10) * whole) / 100,
      allowance: whole,
      within,
      projected: within !== null && projected,
      days,
      least: 0,
    }),
  }),
);

const rate = fc.tuple(fc.constantFrom('above' as const, 'below' as const), percent(1, 999)).map(
  ([kind, { text, fraction }]): Measure => ({
    written: { fallbackRate: { [kind]: text } },
    takes: ['for', 'least'],
    rule: ({ days, least }) => ({
      kind,
      of: 'fallbackRate',
      limit: fraction,
      allowance: null,
      within: null,
      projected: false,
      days,
      least,
    }),
  }),
);

const change = fc
  .tuple(
    fc.constantFrom('up' as const, 'down' as const),
    fc.constantFrom<FigureName>(...COUNTS, 'fallbackRate'),
    percent(1, 999),
  )
  .map(
    ([kind, of, { text, fraction }]): Measure => ({
      written: { [of]: { [kind]: text } },
      takes: of === 'fallbackRate' ? ['for', 'over', 'least'] : ['for', 'over'],
      rule: ({ days, over, least }) => ({
        kind,
        of,
        by: fraction,
        over,
        days,
        least: of === 'fallbackRate' ? least : 0,
      }),
    }),
  );

const gap = fc.integer({ min: 24, max: 744 }).map(
  (hours): Measure => ({
    written: { gap: `${hours}h` },
    takes: [],
    rule: () => ({ kind: 'gap', after: hours * 3_600_000 }),
  }),
);

/** A `when:` of one measure, with all the keys beside it that it takes. */
function written({ written, takes, rule }: Measure, said: Beside): object {
  const projected = 'projected' in rule(said) && (rule(said) as { projected: boolean }).projected;
  const keys = {
    for: `${said.days}d`,
    least: said.least,
    over: `${said.over}d`,
    in: said.within ?? undefined,
  };
  const taken = Object.entries(keys).filter(([key, value]) => takes.includes(key) && value !== undefined);
  return { ...written, ...Object.fromEntries(taken), ...(projected ? { projected } : {}) };
}

test('Any valid alert is read as what it says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(listed, level, part, rate, change, gap),
      beside,
      fc.record({
        bots: fc.uniqueArray(fc.constantFrom('support', 'sales', 'shop'), { minLength: 1 }),
        remind: fc.option(fc.integer({ min: 24, max: 365 * 24 }).map((hours) => hours * 3_600_000)),
        recovered: fc.boolean(),
        budget: fc.integer({ min: 1, max: 52 }),
        quiet: fc.option(
          fc.tuple(fc.nat({ max: 1439 }), fc.nat({ max: 1439 })).filter(([from, to]) => from !== to),
        ),
      }),
      async (measure, said, { bots, remind, recovered, budget, quiet }) => {
        const clock = (minutes: number) =>
          `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        const alert = await readAlert({
          bots,
          when: written(measure, said),
          remind: remind === null ? 'off' : formatDuration(remind),
          recovered,
          budget: `${budget}/year`,
          ...(quiet === null ? {} : { quiet: { from: clock(quiet[0]), to: clock(quiet[1]) } }),
        });
        expect(alert.rules).toEqual([measure.rule(said)]);
        expect(alert.bots.map(({ id }) => id)).toEqual(bots);
        expect(alert).toMatchObject({
          remind,
          recovered,
          budget,
          quiet: quiet === null ? null : { from: quiet[0], to: quiet[1] },
        });
      },
    ),
    { numRuns: samples(400) },
  );
});

test('Whole days may be written in any unit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom(['d', DAY], ['h', 3_600_000], ['m', 60_000], ['s', 1000]),
      async (days, [unit, factor]) => {
        const length = `${(days * DAY) / Number(factor)}${unit}`;
        const alert = await readAlert({ when: { conversations: { below: 10 }, for: length } });
        expect(alert.rules).toMatchObject([{ days }]);
      },
    ),
    { numRuns: samples(60) },
  );
});

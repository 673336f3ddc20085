import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnonymizer } from '../../../../src/probe/record/anonymous.js';
import { largestIn, scalesFor } from '../../../../src/probe/record/scales.js';
import { samples } from '../../../support/samples.js';

const json = (value: unknown, scale = 1_000) => createAnonymizer().json(value, scale);

describe('an answer without what tells whose it is', () => {
  test('keeps its shape, dates, sources, weekdays and hours, and multiplies counts', () => {
    expect(
      json({
        data: [{ date: '2026-11-02T00:00:00.000Z', source: 'widget', value: 3 }],
        summary: { total: 3, avg: 1.25 },
      }),
    ).toEqual({
      data: [{ date: '2026-11-02T00:00:00.000Z', source: 'widget', value: 3_000 }],
      summary: { total: 3_000, avg: 1_250 },
    });
    expect(json([[{ day: 6, hour: 23, value: 7, usage: 0.42 }]])).toEqual([
      [{ day: 6, hour: 23, value: 7_000, usage: 0 }],
    ]);
    expect(json({ widget: { data: [] }, status: { code: 404 } })).toEqual({
      widget: { data: [] },
      status: { code: 404 },
    });
  });

  test('replaces names, ids and unknown keys, the same by the same', () => {
    const rows = [
      { id: '5b07ff77c2376e30306d9b12', name: 'Order status', owner: 'Ada', value: '12' },
      { id: '5b07ff77c2376e30306d9b12', name: 'Order status', owner: 'Bob', value: '4' },
    ];
    expect(json({ data: rows, 'Acme Ltd': rows[0] })).toEqual({
      data: [
        { id: 'text1', name: 'text2', key3: 'text4', value: '12000' },
        { id: 'text1', name: 'text2', key3: 'text5', value: '4000' },
      ],
      key6: { id: 'text1', name: 'text2', key3: 'text4', value: '12000' },
    });
  });

  test('of any JSON no word is left that is not of the API, and no count', () => {
    const secret = fc.stringMatching(/^[A-Za-z][A-Za-z ]{3,12}#$/);
    const count = fc.integer({ min: 1, max: 999 });
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, secret, count, fc.constant(null), tie('list'), tie('row')),
      list: fc.array(tie('any'), { maxLength: 4 }),
      row: fc.dictionary(
        fc.oneof(secret, fc.constantFrom('value', 'data', 'name', 'id', '__proto__')),
        tie('any'),
        { maxKeys: 4 },
      ),
    })).any;
    fc.assert(
      fc.property(value, (original) => {
        const text = JSON.stringify(json(original, 1_000));
        expect(text).not.toContain('#');
        for (const number of text.match(/(?<![a-z\d])\d+/g) ?? []) expect(Number(number) % 1_000).toBe(0);
      }),
      { numRuns: samples(200) },
    );
  });

  test.each([
    [1e300, 1e300],
    [-3, -3_000],
    [2.5, 2_500],
    [Number.MAX_SAFE_INTEGER, 1e300],
  ])('of the value %d makes %d', (value, becomes) => {
    expect(json({ value })).toEqual({ value: becomes });
  });
});

describe('the factors of a recording', () => {
  const facts = { largest: 3_577, isThin: false, averageIsOfMessages: false };

  test('are larger than any count, and keep ratios', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30_000_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (largest, random) => {
          const scales = scalesFor({ ...facts, largest }, () => random);
          expect(Number.isSafeInteger(scales.messages * largest)).toBe(true);
          expect(scales.heatmap).toBe(scales.conversations);
          expect(scales.messages % scales.conversations).toBe(0);
          if (largest < 10_000_000) expect(scales.conversations).toBeGreaterThan(largest);
        },
      ),
      { numRuns: samples(200) },
    );
  });

  test('averages go with what they average', () => {
    const byTime = scalesFor(facts, () => 0.5);
    const ofMessages = scalesFor({ ...facts, averageIsOfMessages: true }, () => 0.5);
    expect(byTime.average).toBe(byTime.conversations);
    expect(ofMessages.average).toBe(ofMessages.messages / ofMessages.conversations);
  });

  test('an account that has too few conversations is recorded without any', () => {
    expect(scalesFor({ ...facts, isThin: true }, () => 0.5)).toMatchObject({
      conversations: 0,
      messages: 0,
      average: 0,
    });
  });

  test('the largest count is found wherever it is', () => {
    expect(largestIn({ data: [{ value: 3 }, { value: '41' }], a: [[[{ b: 12 }]]] })).toBe(41);
    expect(largestIn([null, 'word', Number.POSITIVE_INFINITY])).toBe(0);
  });
});

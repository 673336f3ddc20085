import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctLabels } from '../../../../../src/channels/slack/body/distinct-labels.js';
import { HOSTILE } from '../../../../support/sample-variants.js';

test.each([
  ['short names stay as they are', ['Track my order', 'Gift cards'], ['Track my order', 'Gift cards']],
  [
    'long ones are cut in the middle',
    ['Opening hours (Sales bot)', 'Opening hours (Support bot)'],
    ['Opening ho…ales bot)', 'Opening ho…port bot)'],
  ],
  ['equal ones are numbered', ['Help', 'Help', 'Help'], ['Help', 'Help (2)', 'Help (3)']],
  ['a number that is taken is passed over', ['Help (2)', 'Help', 'Help'], ['Help (2)', 'Help', 'Help (3)']],
  ['nothing is a dash', ['', ' ', '\u0000'], ['–', '– (2)', '– (3)']],
  ['a right-to-left name is cut like others', ['חיפוש לפי מספר הזמנה שלי'], ['חיפוש לפי…הזמנה שלי']],
])('%s', (_what, texts, labels) => {
  expect(distinctLabels(texts, 20)).toEqual(labels);
});

test('no character as read is cut', () => {
  const family = '👩‍👩‍👧‍👦';
  expect(distinctLabels([`${family} desk`, family.repeat(9), family.repeat(9)], 20)).toEqual([
    `${family} desk`,
    `${family}…`,
    `${family}… (2)`,
  ]);
});

const names = fc.array(
  fc.oneof(fc.constantFrom(...HOSTILE, 'x'.repeat(500)), fc.string({ unit: 'grapheme' })),
  {
    maxLength: 20,
  },
);

test('labels of any names are distinct, not empty and within the limit', () => {
  fc.assert(
    fc.property(names, (texts) => {
      const labels = distinctLabels(texts, 20);
      expect(new Set(labels).size).toBe(texts.length);
      for (const label of labels) {
        expect(label.trim()).not.toBe('');
        expect(label.length).toBeLessThanOrEqual(20);
        expect(Buffer.from(label).toString()).toBe(label);
      }
    }),
  );
});

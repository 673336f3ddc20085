import { expect, test } from 'vitest';
import { onFirstUse } from '../../../src/lib/on-first-use.js';

test('makes its value when it is first asked for, and once', () => {
  const made: object[] = [];
  const value = onFirstUse(() => {
    const each = {};
    made.push(each);
    return each;
  });
  expect(made).toEqual([]);
  expect([value(), value()].map((each) => made.indexOf(each))).toEqual([0, 0]);
  expect(made).toHaveLength(1);
});

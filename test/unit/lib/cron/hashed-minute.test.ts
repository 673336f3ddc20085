import { expect, test } from 'vitest';
import { hashedMinute } from '../../../../src/lib/cron/hashed-minute.js';

const ids = Array.from({ length: 200 }, (_, index) => `digest-${index}`);
const minutes = (expression: string) =>
  ids.map((id) => Number(hashedMinute(expression, id).replace(/ 8 \* \* MON$/, '')));

test('an H becomes a minute that depends on the key alone, and keys spread over the hour', () => {
  expect(hashedMinute('H 8 * * MON', 'weekly')).toBe(hashedMinute('H 8 * * MON', 'weekly'));
  const drawn = minutes('H 8 * * MON');
  expect(drawn.every((minute) => minute >= 0 && minute <= 59)).toBe(true);
  expect(new Set(drawn).size).toBeGreaterThan(50);
});

test('a range keeps them within it, ends included', () => {
  expect([...new Set(minutes('H(0-9) 8 * * MON'))].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(new Set(minutes('H(30-30) 8 * * MON'))).toEqual(new Set([30]));
});

test.each(['0 8 * * MON', '0 H * * *', 'H(9-0) 8 * * *', 'H(0-60) 8 * * *', 'H/5 8 * * *', ''])(
  'leaves %j as it is',
  (expression) => {
    expect(hashedMinute(expression, 'weekly')).toBe(expression);
  },
);

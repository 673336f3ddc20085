import { expect, test } from 'vitest';
import { compareSlots } from '../unit/lib/cron-oracle.js';

test('10,000 schedules in 18 zones are due when somebody who looks at the clock each minute says so', () => {
  const compared = compareSlots(10_000, 4);
  console.log(compared);
  expect(compared.slots).toBeGreaterThan(250_000);
  expect(Math.min(compared.skipped, compared.repeated)).toBeGreaterThan(100);
});

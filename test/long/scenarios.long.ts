import { describe, test } from 'vitest';
import { expectVerdict, PERIOD_NAMES, SCENARIOS } from './scenarios.js';

describe.each([1, 2, 12, 50])('of %d bots', (bots) => {
  describe.each(SCENARIOS)('%s', (scenario) => {
    test.each(PERIOD_NAMES)('%s', (period) => expectVerdict(scenario, period, bots));
  });
});

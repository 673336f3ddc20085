import { checkName } from '../../alerts/check-name.js';
import { testName } from '../../schedule/test-name.js';

/** Conditions that leave out checks of alerts, and tests. */
export const NO_CHECKS = ['runs.digest', 'not like', checkName('%')] as const;
export const NO_TESTS = ['runs.digest', 'not like', testName('%')] as const;

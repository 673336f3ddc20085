import { test } from 'vitest';
import { madeAgain } from './made-again.js';

test('a year of runs, each with a configuration of its own, is made again byte for byte', () =>
  madeAgain(366));

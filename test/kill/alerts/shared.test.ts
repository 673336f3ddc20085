import { test } from 'vitest';
import { expectToldOnce, shareAlerts } from './shared.js';

test('two processes share four alerts on one PostgreSQL, and tell each word once', async () => {
  expectToldOnce(await shareAlerts(2));
});

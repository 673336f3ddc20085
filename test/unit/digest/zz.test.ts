import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { composeDigest } from '../../../src/digest/compose.js';
import { DAILY, EMPTY, WEEKLY } from '../../support/digests.js';
import { digestConfig, snapshot } from '../../support/snapshot.js';
test('x', () => {
  for (const [n, t] of Object.entries({ WEEKLY, DAILY, EMPTY }))
    writeFileSync(`/tmp/digest/${n}.json`, JSON.stringify(composeDigest(snapshot(t), digestConfig(t)), null, 1));
});

import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { packageFile } from '../../src/lib/paths.js';
import { openPress } from '../../src/printing.js';
import { WEEKLY } from '../support/digests.js';
import { digestConfig } from '../support/snapshot.js';
import { pressConformance } from './press.js';

pressConformance({
  name: 'on a thread of its own',
  open: (connections) => openPress(packageFile('dist/render-thread.js'), connections),
});

test('a digest that crosses to the thread takes no token along', () => {
  const digest = digestConfig(WEEKLY);
  const token = digest.bots[0]?.token.reveal() ?? '';
  expect(token.length).toBeGreaterThan(4);
  expect(serialize(digest).toString('latin1')).not.toContain(token);
});

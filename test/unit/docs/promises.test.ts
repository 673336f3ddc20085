import { expect, test } from 'vitest';
import { CHANNELS } from '../../../src/channels/registry.js';
import { repositoryFile } from '../../support/markdown.js';

const DELIVERS = {
  'exactly-once': 'exactly once',
  'once-unless-silent': 'once, unless the other side falls silent',
  'at-least-once-marked': 'at least once, copies marked',
} as const;

const ON_UNKNOWN = { resend: '`resend`', hold: '`hold`', repeat: 'writes it again' } as const;

test('the table of promises is that of the channels', () => {
  const rows = CHANNELS.map(
    ({ kind, promise: { delivers, against, onUnknown } }) =>
      `| \`${kind}\` | ${DELIVERS[delivers]} | ${against} | ${ON_UNKNOWN[onUnknown]} |`,
  );
  const shown = repositoryFile('docs/delivery.md').match(/^\| `\w+` \| (exactly|once|at least)[ ,].*$/gm);
  expect(shown).toEqual(rows);
});

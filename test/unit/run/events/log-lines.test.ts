import { expect, test } from 'vitest';
import { delivered, permanent } from '../../../../src/channels/receipt.js';
import { logLines } from '../../../../src/run/events/log-lines.js';

const to = { kind: 'slack', address: 'C0123456789' };

test.each([
  ['weekly', 'weekly', 'failing', 'weekly: told slack C0123456789 that it fails'],
  ['weekly', 'weekly', 'late', 'weekly: told slack C0123456789 that it is late'],
  ['weekly', 'weekly', 'well', 'weekly: told slack C0123456789 that it works again'],
  [null, 'configuration', 'refused', 'configuration: told slack C0123456789 that it is not used'],
  [null, 'configuration', 'well', 'configuration: told slack C0123456789 that it is in use again'],
  [null, 'ledger', 'refused', 'ledger: told slack C0123456789 that it is an older copy'],
  [null, 'api', 'refused', 'api: told slack C0123456789 that it announces its end'],
] as const)('a notice about %s (%s, %s) is logged by what it is about', (digest, subject, health, line) => {
  const event = { kind: 'notice', digest, subject, health, to, receipt: delivered('x') } as const;
  expect(logLines(event).map(({ message }) => message)).toEqual([line]);
});

test('a notice that failed says to whom and why', () => {
  const receipt = permanent('refused', 'Slack refused it.');
  const event = { kind: 'notice', digest: null, subject: 'ledger', health: 'refused', to, receipt } as const;
  expect(logLines(event)).toMatchObject([
    { level: 'error', message: 'ledger: could not tell slack C0123456789, refused. Slack refused it.' },
  ]);
});

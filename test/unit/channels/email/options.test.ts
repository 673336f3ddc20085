import { expect, test } from 'vitest';
import { emailOptions } from '../../../../src/channels/email/options.js';
import { MALFORMED } from '../../../../src/config/values/mailbox.js';

test('fills in what happens to an unknown delivery', () => {
  expect(emailOptions.parse({ to: ['a@example.com'] })).toEqual({
    to: ['a@example.com'],
    onUnknown: 'resend',
  });
});

test.each([
  ['no recipients', { to: [] }, 'needs at least one recipient'],
  ['a word for a recipient', { to: ['nobody'] }, MALFORMED],
  [
    'a header in a recipient',
    { to: ['a@example.com\r\nBcc: b@example.com'] },
    'must be one line without control characters',
  ],
  [
    'two recipients in one',
    { to: ['a@example.com, b@example.com'] },
    'must be one address; {value} has several',
  ],
])('refuses %s', (_name, options, message) => {
  expect(emailOptions.safeParse(options).error?.issues.map((issue) => issue.message)).toContain(message);
});

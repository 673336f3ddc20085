import { expect, test } from 'vitest';
import { emailOptions } from '../../../src/deliver/email/options.js';

test('fills in what happens to an unknown delivery', () => {
  expect(emailOptions.parse({ to: ['a@example.com'] })).toEqual({
    to: ['a@example.com'],
    onUnknown: 'resend',
  });
});

test.each([
  ['no recipients', { to: [] }, 'needs at least one recipient'],
  ['a word for a recipient', { to: ['nobody'] }, 'is not an e-mail address'],
  ['a header in a recipient', { to: ['a@example.com\r\nBcc: b@example.com'] }, 'is not an e-mail address'],
  ['two recipients in one', { to: ['a@example.com, b@example.com'] }, 'is not an e-mail address'],
])('refuses %s', (_name, options, message) => {
  expect(emailOptions.safeParse(options).error?.issues.map((issue) => issue.message)).toContain(message);
});

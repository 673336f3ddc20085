import { expect, test } from 'vitest';
import { emailOptions, policyFor } from '../../../../src/channels/email/options.js';
import { MALFORMED } from '../../../../src/config/values/mailbox.js';

test.each([
  [undefined, null, 'resend'],
  [undefined, 'Resend-Idempotency-Key', 'repeat'],
  ['resend', 'Resend-Idempotency-Key', 'resend'],
  ['hold', 'Resend-Idempotency-Key', 'hold'],
  ['hold', null, 'hold'],
] as const)(
  'onUnknown %s with the idempotency header %s means %s',
  (onUnknown, idempotencyHeader, policy) => {
    const options = emailOptions.parse({ to: ['a@example.com'], ...(onUnknown && { onUnknown }) });
    expect(policyFor(options, { idempotencyHeader })).toBe(policy);
  },
);

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

import { z } from 'zod';
import type { ReaderKey } from '../../config/channel-rules.js';
import { mailbox } from '../../config/values/address.js';
import { addressOf, dotless } from '../../config/values/mailbox.js';
import type { OnUnknown } from '../channel.js';
import type { EmailSettings } from './settings.js';

/** The options of `deliver: [{ email: … }]`. */
export const emailOptions = z.strictObject({
  to: z
    .array(mailbox())
    .min(1, 'needs at least one recipient')
    .describe('Addresses, also with a name; each gets a mail of their own.'),
  /** What happens when the server falls silent after it may have accepted; left out, `policyFor` decides. */
  onUnknown: z
    .enum(['resend', 'hold'])
    .optional()
    .describe(
      'When nobody knows whether a mail arrived: send it once more (resend, the default) or leave it to a person (hold).',
    ),
  subject: z.string().trim().min(1).optional().describe('Replaces the digest’s own subject.'),
});

/** A mail server may tell capital letters before the @ from small ones (RFC 5321); two spellings are taken for one reader all the same. */
export const emailReaders: ReaderKey = {
  key: 'to',
  identity: (mailbox) => (addressOf(mailbox) || mailbox).toLowerCase(),
  doubt: dotless,
};

export type EmailOptions = z.infer<typeof emailOptions>;

/** With an idempotency key that the relay knows, sending again leaves the same as sending once. */
export const policyFor = (
  { onUnknown }: Pick<EmailOptions, 'onUnknown'>,
  { idempotencyHeader }: Pick<EmailSettings, 'idempotencyHeader'>,
): OnUnknown => onUnknown ?? (idempotencyHeader === null ? 'resend' : 'repeat');

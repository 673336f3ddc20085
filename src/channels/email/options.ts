import { z } from 'zod';
import type { ReaderKey } from '../../config/channel-rules.js';
import { mailbox } from '../../config/values/address.js';
import { addressOf, dotless } from '../../config/values/mailbox.js';

/** The options of `deliver: [{ email: … }]`. */
export const emailOptions = z.strictObject({
  /** Everyone gets a message of their own. */
  to: z.array(mailbox()).min(1, 'needs at least one recipient'),
  /** What happens when the server falls silent after it may have accepted. */
  onUnknown: z.enum(['resend', 'hold']).default('resend'),
  /** Replaces the digest's own subject. */
  subject: z.string().trim().min(1).optional(),
});

/** A mail server may tell capital letters before the @ from small ones (RFC 5321); two spellings are taken for one reader all the same. */
export const emailReaders: ReaderKey = {
  key: 'to',
  identity: (mailbox) => (addressOf(mailbox) || mailbox).toLowerCase(),
  doubt: dotless,
};

export type EmailOptions = z.infer<typeof emailOptions>;

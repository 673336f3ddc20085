import { z } from 'zod';

const unique = (addresses: readonly string[]) =>
  new Set(addresses.map((address) => address.toLowerCase())).size === addresses.length;

/** The options of `deliver: [{ email: … }]`. */
export const emailOptions = z.strictObject({
  /** Everyone gets a message of their own. */
  to: z
    .array(z.email('is not an e-mail address'))
    .min(1, 'needs at least one recipient')
    .refine(unique, 'names a recipient twice'),
  /** What happens when the server falls silent after it may have accepted. */
  onUnknown: z.enum(['resend', 'hold']).default('resend'),
  /** Replaces the digest's own subject. */
  subject: z.string().trim().min(1).optional(),
});

export type EmailOptions = z.infer<typeof emailOptions>;

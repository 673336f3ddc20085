import { z } from 'zod';

/** The options of `deliver: [{ slack: … }]`. */
export const slackOptions = z.strictObject({
  /** The id of a channel, a private channel or a direct message; names change, ids stay. */
  channel: z.string().regex(/^[CGD][A-Z0-9]{8,}$/, 'is not a channel id such as C0123456789'),
  /** What happens when Slack falls silent after it may have posted. */
  onUnknown: z.enum(['resend', 'hold']).default('hold'),
});

export type SlackOptions = z.infer<typeof slackOptions>;

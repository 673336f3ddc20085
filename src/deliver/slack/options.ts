import { z } from 'zod';
import type { ReaderKey } from '../../config/schema/plugins.js';

/** The options of `deliver: [{ slack: … }]`. */
export const slackOptions = z.strictObject({
  /** The id of a channel, a private channel or a direct message; names change, ids stay. */
  channel: z.string().regex(/^[CGD][A-Z0-9]{8,}$/, 'is not a channel id such as C0123456789'),
  /** How much stands in the message itself: everything but charts and the list of bots, or those too. */
  style: z.enum(['summary', 'full']).default('full'),
  /** What happens when Slack falls silent after it may have posted. */
  onUnknown: z.enum(['resend', 'hold']).default('hold'),
});

export const slackReaders: ReaderKey = { key: 'channel', identity: (channel) => channel };

export type SlackOptions = z.infer<typeof slackOptions>;

import { z } from 'zod';
import type { ReaderKey } from '../../config/channel-rules.js';
import { textValue, type ValueFault } from '../../config/values/leaf.js';

const CHANNEL = /^[CGD][A-Z0-9]{8,}$/;

function channelFault(value: string): ValueFault | null {
  if (CHANNEL.test(value)) return null;
  const [, inside] = /\/([CGD][A-Z0-9]{8,})(?![A-Za-z0-9])/.exec(value) ?? [];
  const upper = value.toUpperCase();
  const suggestion = inside ?? (CHANNEL.test(upper) && /\d/.test(upper) ? upper : undefined);
  return { message: `{value} is ${whatItIs(value)}`, suggestion };
}

const WANTED =
  'the id is wanted, such as C0123456789: it stands at the end of the channel’s details in Slack';

function whatItIs(value: string): string {
  if (/^https?:\/\/hooks\./i.test(value)) return `the address of a webhook; ${WANTED}`;
  if (/^[a-z]+:\/\//i.test(value)) return 'an address; the id in it is wanted, such as C0123456789';
  if (/^@|^[UW][A-Z0-9]{8,}$/.test(value)) return `a person; ${WANTED}`;
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return `an e-mail address; ${WANTED}`;
  if (/^#/.test(value)) return `a channel’s name, which may change; ${WANTED}`;
  return 'not a channel id such as C0123456789';
}

/** The options of `deliver: [{ slack: … }]`. */
export const slackOptions = z.strictObject({
  /** The id of a channel, a private channel or a direct message; names change, ids stay. */
  channel: textValue(channelFault),
  /** How much stands in the message itself: everything but charts and the list of bots, or those too. */
  style: z.enum(['summary', 'full']).default('full'),
  /** What happens when Slack falls silent after it may have posted. */
  onUnknown: z.enum(['resend', 'hold']).default('hold'),
});

export const slackReaders: ReaderKey = { key: 'channel', identity: (channel) => channel.toUpperCase() };

export type SlackOptions = z.infer<typeof slackOptions>;

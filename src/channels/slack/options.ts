import { z } from 'zod';
import type { ReaderKey } from '../../config/channel-rules.js';
import { textValue, type ValueFault } from '../../config/values/leaf.js';

const CHANNEL = /^[CGD][A-Z0-9]{8,}$/;
const PERSON = /^[UW][A-Z0-9]{8,}$/;

/** True for the id of a member of the workspace, who gets a direct message. */
export const isPerson = (id: string): boolean => PERSON.test(id);

const isId = (value: string) => CHANNEL.test(value) || isPerson(value);

function channelFault(value: string): ValueFault | null {
  if (isId(value)) return null;
  const [, inside] = /\/([CGDUW][A-Z0-9]{8,})(?![A-Za-z0-9])/.exec(value) ?? [];
  const upper = value.toUpperCase();
  const suggestion = inside ?? (isId(upper) && /\d/.test(upper) ? upper : undefined);
  return { message: `{value} is ${whatItIs(value)}`, suggestion };
}

const WANTED =
  'the id is wanted, such as C0123456789: it stands at the end of the channel’s details in Slack';
const MEMBER_WANTED =
  'the member id is wanted, such as U0123456789: it stands in the menu of the person’s profile in Slack';

function whatItIs(value: string): string {
  if (/^https?:\/\/hooks\./i.test(value)) return `the address of a webhook; ${WANTED}`;
  if (/^[a-z]+:\/\//i.test(value)) return 'an address; the id in it is wanted, such as C0123456789';
  if (/^@/.test(value)) return `a person’s name, which may change; ${MEMBER_WANTED}`;
  if (/^[^\s@]+@[^\s@]+\.slack\.com$/i.test(value)) return `an e-mail address; ${WANTED}`;
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return `an e-mail address; ${MEMBER_WANTED}`;
  if (/^#/.test(value)) return `a channel’s name, which may change; ${WANTED}`;
  return 'not the id of a channel, such as C0123456789, or of a person, such as U0123456789';
}

/** The options of `deliver: [{ slack: … }]`. */
export const slackOptions = z.strictObject({
  channel: textValue(channelFault).describe(
    'Id of a channel, a private channel, a direct message or a person: names change, ids stay.',
  ),
  style: z
    .enum(['summary', 'full'])
    .default('full')
    .describe('full: the message with charts and the list of bots; summary: without these.'),
  onUnknown: z
    .enum(['resend', 'hold'])
    .default('hold')
    .describe(
      'What happens when nobody knows whether a message arrived: send it once more (resend) or leave it to a person (hold).',
    ),
});

export const slackReaders: ReaderKey = { key: 'channel', identity: (channel) => channel.toUpperCase() };

export type SlackOptions = z.infer<typeof slackOptions>;

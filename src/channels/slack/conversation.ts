import { z } from 'zod';
import { fail, type SlackAnswer, succeed } from './api/failure.js';
import { isPerson, type SlackOptions } from './options.js';
import type { SlackSession } from './pictures.js';

const opened = z.looseObject({ channel: z.looseObject({ id: z.string().regex(/^[A-Z0-9]+$/) }) });

/** Where an entry's messages stand: its channel, or the direct message with its person, which Slack opens or finds open. */
export async function openConversation(
  { call }: Pick<SlackSession, 'call'>,
  { channel }: Pick<SlackOptions, 'channel'>,
): Promise<SlackAnswer<string>> {
  if (!isPerson(channel)) return succeed(channel);
  const answer = await call('conversations.open', { users: channel });
  if (!answer.ok) return answer;
  const read = opened.safeParse(answer.data).data;
  return read ? succeed(read.channel.id) : fail('unreadable', { detail: 'Slack named no direct message' });
}

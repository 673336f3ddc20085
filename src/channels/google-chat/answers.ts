import { z } from 'zod';
import { type AnswerTable, permanentAnswer } from '../answers.js';

/** What Google Chat's answers mean, by status and error code. */
export const GOOGLE_CHAT_ANSWERS: AnswerTable<RegExp> = [
  [
    /^40[13]/,
    permanentAnswer(
      'address-refused',
      'refused the key or token in the address',
      'Copy the webhook’s address into the url once more; an administrator may also have switched webhooks off.',
    ),
  ],
  [
    /^(404|410)/,
    permanentAnswer(
      'address-gone',
      'knows no such webhook',
      'It or its space was deleted. Add a new webhook, and put its address into the url.',
    ),
  ],
  [
    /^400/,
    permanentAnswer(
      'message-refused',
      'refused the message',
      'Copy the webhook’s address into the url once more; if that does not help, the message is at fault.',
    ),
  ],
];

const refusal = z.object({ error: z.object({ status: z.string().regex(/^\w{1,80}$/) }) });
const message = z.object({ name: z.string().regex(/^spaces\/[\w.-]+\/messages\/[\w.-]+$/) });

/** `INVALID_ARGUMENT`; empty when the body has no code. */
export const googleErrorCode = (text: string): string =>
  refusal.safeParse(parsed(text)).data?.error.status ?? '';

/** `spaces/AAAA/messages/BBBB.CCCC`, which names the message; null when the body does not say it. */
export const messageName = (text: string): string | null =>
  message.safeParse(parsed(text)).data?.name ?? null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { z } from 'zod';
import type { Envelope, Found } from '../channel.js';
import { safeNames } from '../filename.js';
import { sentence } from '../receipt.js';
import { classifyAnswer, detailOf } from './answers.js';
import type { SlackFailure } from './api/failure.js';
import { openConversation } from './conversation.js';
import type { SlackOptions } from './options.js';
import type { SlackSession } from './pictures.js';
import { messageReference, threadOf } from './thread.js';

/** What our messages carry as the type of their metadata; the payload holds the delivery's key. */
export const EVENT_TYPE = 'botdigest_delivery';

/** Clocks of two machines differ. */
const EARLIER = 5 * 60_000;
const PER_PAGE = 100;
const MAX_PAGES = 20;

interface Inquiry {
  readonly envelope: Envelope;
  readonly options: SlackOptions;
  /** When the post in doubt was sent, epoch ms. */
  readonly since: number;
}

/** Looks through the channel for a message by its metadata, or through the message's thread for the files. */
export function findPosted(session: SlackSession, inquiry: Inquiry): Promise<Found> {
  return inquiry.envelope.part === 'files' ? findFiles(session, inquiry) : findMessage(session, inquiry);
}

const metadata = z.object({
  event_type: z.literal(EVENT_TYPE),
  event_payload: z.object({ key: z.string() }),
});
const message = z.looseObject({
  ts: z.string(),
  metadata: z.unknown().optional(),
  files: z.array(z.looseObject({ id: z.string(), name: z.string().nullish() })).optional(),
});
const page = z.looseObject({
  messages: z.array(message),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).nullish(),
});

type Message = z.output<typeof message>;

/** In the channel, and before that in the thread where a correction stands. */
async function findMessage(session: SlackSession, { envelope, options, since }: Inquiry): Promise<Found> {
  const conversation = await openConversation(session, options);
  if (!conversation.ok)
    return unclear(conversation.failure, classifyAnswer(conversation.failure, { visible: false }).hint);
  const channel = conversation.data;
  const asked = { channel, oldest: String((since - EARLIER) / 1000), include_all_metadata: true };
  const isIt = ({ ts, metadata: carried }: Message) =>
    metadata.safeParse(carried).data?.event_payload.key === envelope.idempotencyKey
      ? `${channel}:${ts}`
      : null;
  const thread = threadOf(envelope);
  if (thread !== null) {
    const inThread = { ...asked, channel: thread.channel, ts: thread.ts };
    const found = await search(session, { method: 'conversations.replies', asked: inThread }, isIt);
    if (found.state !== 'absent') return found;
  }
  return search(session, { method: 'conversations.history', asked }, isIt);
}

/** The files of one upload are shared together or not at all; those that a correction corrects have the same names. */
async function findFiles(session: SlackSession, { envelope }: Inquiry): Promise<Found> {
  const thread = threadOf(envelope) ?? messageReference(envelope.references.message);
  if (!thread) return { state: 'unclear', message: 'The message that the files belong to is not known.' };
  const { channel, ts } = thread;
  const wanted = safeNames(envelope.attachments.map(({ name }) => name));
  const earlier = new Set(
    (envelope.follows ?? []).flatMap(({ providerRef }) => providerRef?.split(',') ?? []),
  );
  return search(session, { method: 'conversations.replies', asked: { channel, ts } }, ({ files = [] }) => {
    const names = new Map(files.filter(({ id }) => !earlier.has(id)).map(({ name, id }) => [name, id]));
    const ids = wanted.map((name) => names.get(name));
    return ids.every((id) => id !== undefined) ? ids.join(',') : null;
  });
}

/** Goes through the pages of an answer until `recognise` names a message. */
async function search(
  { call }: SlackSession,
  { method, asked }: { readonly method: string; readonly asked: Readonly<Record<string, unknown>> },
  recognise: (message: Message) => string | null,
): Promise<Found> {
  let cursor = '';
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const answer = await call(method, { ...asked, limit: PER_PAGE, ...(cursor ? { cursor } : {}) });
    if (!answer.ok)
      return unclear(answer.failure, answer.failure.code === 'missing_scope' ? HISTORY_HINT : '');
    const read = page.safeParse(answer.data);
    if (!read.success) return { state: 'unclear', message: 'Slack’s list of messages cannot be read.' };
    const found = read.data.messages.map(recognise).find((reference) => reference !== null);
    if (found !== undefined) return { state: 'found', providerRef: found };
    cursor = read.data.response_metadata?.next_cursor ?? '';
    if (cursor === '') return { state: 'absent' };
  }
  return { state: 'unclear', message: 'The channel holds too many newer messages to look through.' };
}

const HISTORY_HINT =
  'Give the app channels:history (groups:history for a private channel, im:history for a person).';

function unclear(failure: SlackFailure, hint: string): Found {
  const { says } = classifyAnswer(failure, { visible: false });
  return {
    state: 'unclear',
    message: sentence(`Slack, asked for the message, ${says}`, detailOf(failure), hint),
  };
}

import { z } from 'zod';
import type { Artifact } from '../../render/artifact.js';
import type { Envelope, Receipt } from '../channel.js';
import { delivered, permanent } from '../receipt.js';
import { receiptOf } from './answers.js';
import type { SlackCall } from './api/client.js';
import { type PostedMessage, placePictures, readMessages, shownPictures } from './blocks.js';
import { openConversation } from './conversation.js';
import { EVENT_TYPE } from './history.js';
import type { SlackOptions } from './options.js';
import { NO_PICTURES, type Pictures, type SlackSession, uploadPictures } from './pictures.js';
import { threadOf } from './thread.js';

/** A message on its way to one conversation. */
interface Posting {
  readonly session: SlackSession;
  readonly envelope: Envelope;
  readonly channel: string;
}

/** Posts the message with native charts; where Slack refuses them, now or before, with pictures. */
export async function postMessage(
  session: SlackSession,
  envelope: Envelope,
  options: SlackOptions,
): Promise<Receipt> {
  const [preferred, fallback] = readMessages(envelope.body);
  if (!preferred) return permanent('unreadable-body', 'The Slack message of this digest cannot be read.');
  const conversation = await openConversation(session, options);
  if (!conversation.ok) return receiptOf(conversation.failure, { visible: false });
  const posting = { session, envelope, channel: conversation.data };
  if (fallback && !session.refusedCharts.has(posting.channel))
    return postNative(posting, preferred, fallback);
  const { receipt } = await postWithPictures(posting, fallback ?? preferred, NO_PICTURES);
  return receipt;
}

/** Answers that refuse a layout; each proves that nothing was posted. */
const REFUSED_LAYOUT = /^(invalid_blocks|msg_(blocks_)?too_long)/;

async function postNative(
  posting: Posting,
  native: PostedMessage,
  fallback: PostedMessage,
): Promise<Receipt> {
  const { session, channel } = posting;
  const pictures = await uploadMissing(posting, native, NO_PICTURES);
  if (pictures.stopped) return receiptOf(pictures.stopped, { visible: false });
  const answer = await post(posting, native, pictures);
  if (answer.ok || !REFUSED_LAYOUT.test(answer.failure.code))
    return receiptFor(posting, answer, pictures.notes);
  const { code, detail } = answer.failure;
  const note = `Slack refused the message with native charts (${detail}); it went with pictures. “slack.charts: pictures” sends those at once.`;
  const { receipt, layoutTaken } = await postWithPictures(posting, fallback, {
    ...pictures,
    notes: [...pictures.notes, note],
  });
  if (layoutTaken && code.startsWith('invalid_blocks')) session.refusedCharts.add(channel);
  return receipt;
}

/** `layoutTaken`: Slack posted the message with whatever pictures it had. */
async function postWithPictures(
  posting: Posting,
  message: PostedMessage,
  earlier: Pictures,
): Promise<{ readonly receipt: Receipt; readonly layoutTaken: boolean }> {
  const pictures = await uploadMissing(posting, message, earlier);
  if (pictures.stopped)
    return { receipt: receiptOf(pictures.stopped, { visible: false }), layoutTaken: false };
  const { ready, notes } = pictures;
  const answer = await post(posting, message, pictures);
  // Pictures are what Slack most often refuses.
  if (answer.ok || answer.failure.code !== 'invalid_blocks' || ready.size === 0)
    return { receipt: receiptFor(posting, answer, notes), layoutTaken: answer.ok };
  const note = `Slack refused the message with its pictures (${answer.failure.detail}); it went without them.`;
  const bare = await post(posting, message, NO_PICTURES);
  return { receipt: receiptFor(posting, bare, [...notes, note]), layoutTaken: false };
}

/** Uploads the pictures that a message shows and that were not uploaded with an earlier layout of it. */
async function uploadMissing(
  { session, envelope }: Posting,
  message: PostedMessage,
  earlier: Pictures,
): Promise<Pictures> {
  const shown = shownPictures(message.blocks);
  const wanted = envelope.body.filter(
    ({ role, cid }: Artifact) =>
      role === 'inline' && cid !== undefined && shown.includes(cid) && !earlier.asked.includes(cid),
  );
  const { asked, ready, notes, stopped } = await uploadPictures(session, wanted);
  return {
    asked: [...earlier.asked, ...asked],
    ready: new Map([...earlier.ready, ...ready]),
    notes: [...earlier.notes, ...notes],
    stopped,
  };
}

function post({ session, envelope, channel }: Posting, message: PostedMessage, { ready }: Pictures) {
  return session.call('chat.postMessage', {
    channel,
    text: message.text,
    blocks: placePictures(message.blocks, { files: ready, sentences: sentencesOf(envelope) }),
    ...threadArgs(envelope),
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: EVENT_TYPE, event_payload: { key: envelope.idempotencyKey } },
  });
}

/** What is said in the place of each picture. */
const sentencesOf = ({ body }: Envelope): ReadonlyMap<string, string> =>
  new Map(
    body.flatMap(({ cid, detail }): [string, string][] =>
      cid !== undefined && detail !== undefined ? [[cid, detail]] : [],
    ),
  );

/** A correction, and a later word about an alert, stands under the first message and is shown in the channel as well: who read that is to see it. */
function threadArgs(envelope: Envelope) {
  const thread = threadOf(envelope);
  return thread === null ? {} : { thread_ts: thread.ts, reply_broadcast: true };
}

function receiptFor(
  { channel }: Posting,
  answer: Awaited<ReturnType<SlackCall>>,
  notes: readonly string[],
): Receipt {
  return answer.ok
    ? delivered(reference(answer.data, channel), notes)
    : receiptOf(answer.failure, { visible: true });
}

const posted = z.object({ channel: z.string(), ts: z.string() });

/** `channel:ts`, which names one message. */
function reference(data: unknown, conversation: string): string {
  const { channel, ts } = posted.safeParse(data).data ?? { channel: conversation, ts: '' };
  return `${channel}:${ts}`;
}

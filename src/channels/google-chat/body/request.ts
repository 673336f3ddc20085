import { sha256 } from '../../../lib/hash.js';
import type { Envelope } from '../../channel.js';

/** Google Chat refuses larger messages, text and cards together. */
export const GOOGLE_CHAT_MAX_BYTES = 32_000;

/** What the name of the thread takes of that. */
export const THREAD_BYTES = 100;

/** The message in its thread; the parameters of the address stand as they are, and ours beside them. */
export function threadedRequest(message: object, envelope: Envelope, address: string) {
  const { follows = [], idempotencyKey } = envelope;
  const url = new URL(address);
  const own = {
    requestId: uuid(idempotencyKey),
    messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
  };
  for (const [name, value] of Object.entries(own))
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  // A correction belongs into the thread of the first message, and a thread that the address names is meant for all.
  const first = follows.find(({ part }) => part === envelope.part)?.idempotencyKey ?? idempotencyKey;
  const threaded = url.searchParams.has('threadKey') ? {} : { thread: { threadKey: uuid(first) } };
  return { url: url.href, message: { ...message, ...threaded } };
}

/** A UUID, as Google recommends for request ids, and the same for the same key. */
function uuid(key: string): string {
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(sha256(key)) ?? [];
  return parts.join('-');
}

import type { Envelope } from '../channel.js';

interface Message {
  readonly channel: string;
  readonly ts: string;
}

/** The message that a reference `channel:ts` names, or null. */
export function messageReference(reference: string | null | undefined): Message | null {
  const [channel, ts] = (reference ?? '').split(':');
  return channel && ts ? { channel, ts } : null;
}

/** The message that one belongs under: the first that was sent, since a thread has one root. */
export function threadOf({ follows = [] }: Pick<Envelope, 'follows'>): Message | null {
  const first = follows.find(({ part, providerRef }) => part === 'message' && providerRef !== null);
  return messageReference(first?.providerRef);
}

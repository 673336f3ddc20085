import type { Envelope } from './channel.js';

/** What one message is made of. */
export type MessageContents = Pick<Envelope, 'body' | 'attachments' | 'leftOut'>;

/** Where a message goes and what it is about. */
type Addressing = Omit<Envelope, keyof MessageContents | 'references'> &
  Partial<Pick<Envelope, 'references'>>;

/** Puts a message together, for sending, measuring or showing it. */
export const buildEnvelope = (addressing: Addressing, contents: MessageContents): Envelope => ({
  references: {},
  ...addressing,
  ...contents,
});

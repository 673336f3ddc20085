import type { Envelope } from '../../../channels/channel.js';
import { buildEnvelope, type MessageContents } from '../../../channels/envelope.js';
import type { Slot } from '../../../schedule/slot.js';
import type { Reader } from '../../readers/destination.js';
import { idempotencyKey } from '../../readers/idempotency.js';

/** Which digest it is that somebody gets. */
export interface Place {
  readonly slot: Slot;
  readonly slice: string;
  readonly edition: number;
}

/** The envelope of the first part as it will be sent first, to be measured or shown. */
export function firstEnvelope(
  { target, parts }: Pick<Reader, 'target' | 'parts'>,
  { slot, slice, edition, digest }: Place & { readonly digest: Envelope['digest'] },
): (contents: MessageContents) => Envelope {
  const [part = ''] = parts;
  const key = idempotencyKey({ slot, slice, target, part, edition });
  return (contents) =>
    buildEnvelope({ digest, target, slice, part, idempotencyKey: key, date: slot.scheduledFor }, contents);
}

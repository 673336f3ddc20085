import type { Envelope, Receipt } from '../channel.js';
import { safeNames } from '../filename.js';
import { delivered, permanent } from '../receipt.js';
import { receiptOf } from './answers.js';
import type { SlackOptions } from './options.js';
import type { SlackSession } from './pictures.js';
import { messageReference, threadOf } from './thread.js';

/** Uploads the files and shares them together in the thread of their message. */
export async function shareFiles(
  session: SlackSession,
  envelope: Envelope,
  options: SlackOptions,
): Promise<Receipt> {
  const thread = threadOf(envelope) ?? messageReference(envelope.references.message);
  if (envelope.attachments.length === 0) return delivered(envelope.references.message ?? options.channel);
  if (!thread)
    return permanent('no-thread', 'The files have no message to go under. Send the message part first.');
  const names = safeNames(envelope.attachments.map(({ name }) => name));
  const files: { id: string; title: string }[] = [];
  for (const [index, { bytes }] of envelope.attachments.entries()) {
    const name = names[index] ?? 'file';
    const uploaded = await session.upload({ name, bytes });
    if (!uploaded.ok) return receiptOf(uploaded.failure, { visible: false });
    files.push({ id: uploaded.data, title: name });
  }
  const target = { channel_id: thread.channel, thread_ts: thread.ts };
  const completed = await session.call('files.completeUploadExternal', { files, ...target });
  return completed.ok
    ? delivered(files.map(({ id }) => id).join(','))
    : receiptOf(completed.failure, { visible: true });
}

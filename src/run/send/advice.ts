import type { Delivery } from '../../ledger/model/delivery.js';
import { LedgerError } from '../../ledger/model/errors.js';
import { replacementsFor } from '../readers/replacements.js';
import { sliceNamed } from '../readers/slices.js';
import type { Dispatch } from './pending-send.js';

/** Explains that an address is no longer configured, and which command sends the digest elsewhere. */
export async function goneAdvice(
  { journal, digest, channels }: Dispatch,
  { id, kind, target }: Delivery,
): Promise<string> {
  const run = journal.run.id;
  const replacements = replacementsFor(await journal.deliveries(), digest, channels);
  const found = replacements.find(({ gone }) => gone.some((delivery) => delivery.id === id));
  const what = 'The configuration no longer sends this digest there.';
  if (found)
    return `${what} botdigest resend ${run} sends it to ${found.by.target.address}, which took its place.`;
  const entry = digest.deliver.find((one) => one.kind === kind);
  const fix = entry
    ? `Put ${target}, or the one address that takes its place, into its entry under deliver:, then botdigest resend ${run}`
    : `Put an entry for ${target} under deliver:, then botdigest resend ${run}`;
  const option = channels.get(kind)?.sendOption;
  return `${what} ${option ? `botdigest send ${run} ${option} sends it to somebody else. ` : ''}${fix}.`;
}

/** Explains what to do about a message whose stored contents are gone or damaged. */
export async function lostAdvice(
  { contents, journal: { run }, digest }: Dispatch,
  { slice, body, attachments }: Delivery,
  how: 'gone' | 'damaged',
): Promise<string> {
  if (body === null && attachments === null)
    return `None of its figures could be fetched, so there is nothing to send. botdigest preview ${run.digest} --at ${new Date(run.scheduledFor).toISOString()} makes it anew.`;
  const what =
    how === 'gone' ? 'What was to be sent is not stored any more' : 'What was stored for it is damaged';
  const figures = await contents.snapshots(run.id).catch((error: unknown) => {
    if (error instanceof LedgerError && error.code === 'content-damaged') return [];
    throw error;
  });
  const form = sliceNamed(digest, slice) !== null;
  const advice =
    form && figures.some((one) => one.slice === slice)
      ? `botdigest resend ${run.id} makes it again from the stored figures.`
      : `Restore the store from a backup, or make the files by hand: botdigest preview ${run.digest} --at ${new Date(run.scheduledFor).toISOString()}.`;
  return `${what}, so nothing was sent. ${advice}`;
}

import type { DigestConfig } from '../../config/config.js';
import type { Delivery, Resolution } from '../../ledger/model/delivery.js';
import type { Run } from '../../ledger/model/run.js';
import { UserError } from '../../lib/errors.js';
import { mayBeOut, refusedRepeat, repeatOf } from '../redeliver/repeat.js';
import type { ResendRequest } from '../redeliver/resend.js';
import type { SendRequest } from '../redeliver/send.js';
import { deadlineFor } from '../schedule/timetable.js';
import { resendWish, sendWish, storyOf, type Wish, type WishTools } from './request.js';

/** What a person asks of the services on a store: it is recorded, and whichever process is free works on it. */
export interface Asked {
  /** Waits to be worked on; null when the ledger has all that is to be known already. */
  readonly waiting: Run | null;
  readonly run: string;
  /** What people should know of what is sent, a sentence each. */
  readonly notes: readonly string[];
}

/** Who asks, for the ledger. */
interface Asker {
  readonly by: string;
}

const MINUTE = 60_000;

/**
 * A digest of this minute: asking twice makes one. Days that went out already, or are on their way, are refused, unless they are wanted again.
 */
export async function askRun(
  tools: WishTools,
  { digest, again, by }: Asker & { readonly digest: DigestConfig; readonly again: boolean },
): Promise<Asked> {
  const { ledger, clock } = tools;
  const now = clock.now();
  const at = Math.floor(now / MINUTE) * MINUTE;
  const repeated = again ? null : await repeatOf(ledger, { digest, at });
  if (repeated) throw refusedRepeat(repeated, digest, now);
  const deadline = deadlineFor(digest, now);
  const slot = { digest: digest.id, scheduledFor: at, trigger: 'console', deadline, by } as const;
  const { kind, run } = await ledger.slots.request(slot, null, now);
  if (kind === 'created') return { waiting: run, run: run.id, notes: [] };
  const record = { run, deliveries: await ledger.deliveries.of(run.id) };
  if (!again && mayBeOut(record)) throw refusedRepeat(record, digest, now);
  return askResend(tools, { run: run.id, again, by });
}

/** What is missing of a run, to all or to some addresses, or once more to those who have it. */
export async function askResend(
  tools: WishTools,
  { run, by, ...wish }: Asker & ResendRequest & { readonly run: string },
): Promise<Asked> {
  const asked = await asking(tools, await resendWish(tools, run, wish), by);
  if (asked) return asked;
  throw new UserError('nothing-to-send', `Nothing is left to send of run ${run}.`, { exitCode: 2 });
}

/** A digest that was made, to people who did not get it. */
export async function askSend(
  tools: WishTools,
  { run, by, ...wish }: Asker & SendRequest & { readonly run: string },
): Promise<Asked> {
  return (await asking(tools, await sendWish(tools, run, wish), by)) ?? { waiting: null, run, notes: [] };
}

/** A person's word for a delivery whose outcome is unknown. */
export async function askResolve(
  { ledger, clock }: Pick<WishTools, 'ledger' | 'clock'>,
  { delivery, resolution, by }: Asker & { readonly delivery: string; readonly resolution: Resolution },
): Promise<Asked & { readonly delivery: Delivery }> {
  const resolved = await ledger.deliveries.resolve(delivery, resolution, clock.now(), by);
  const { run } = await storyOf({ ledger }, resolved.run);
  return { waiting: resolution === 'resend' ? run : null, run: run.id, notes: [], delivery: resolved };
}

async function asking(
  { ledger, clock }: WishTools,
  { run, reopening, notes }: Wish,
  by: string,
): Promise<Asked | null> {
  const reopened = await ledger.runs.reopen(run, { ...reopening, by }, null, clock.now());
  return reopened && { waiting: reopened.run, run, notes };
}

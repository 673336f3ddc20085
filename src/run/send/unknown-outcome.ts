import type { DecidedState } from '../../ledger/ledger.js';
import type { Delivery, Outcome } from '../../ledger/model/delivery.js';
import { traced } from '../journal/trace.js';
import type { Destination } from '../readers/destination.js';
import { decided } from './delivery-outcome.js';
import type { Dispatch, PendingSend } from './pending-send.js';

/**
 * Decides about a delivery of which nobody knows whether it arrived: the other side is asked first, where it can be; then
 * `onUnknown` holds. It is sent once more at most.
 */
export async function resolveUnknown(to: Dispatch, ready: PendingSend): Promise<Delivery> {
  return to.journal.decide(ready.delivery, await decision(to, ready));
}

async function decision(to: Dispatch, ready: PendingSend): Promise<Outcome<DecidedState>> {
  const { delivery, addressed } = ready;
  const found = await lookFor(to, ready);
  if (found?.state === 'found')
    return { ...decided('delivered', 'found-there'), providerRef: found.providerRef };
  if (found?.state === 'absent') return { ...decided('pending', 'not-there'), error: delivery.error };
  const policy = addressed.deliverer.onUnknown(addressed.options);
  if (policy === 'repeat') return { ...decided('pending', 'idempotent'), error: delivery.error };
  const error = [delivery.error, found?.message].filter(Boolean).join(' ') || null;
  const again = (await possibleArrivals(to, { ...delivery, attempt: delivery.attempt + 1 })) > 1;
  return policy === 'hold' || again
    ? { ...decided('held', delivery.reason), error }
    : { ...decided('pending', 'unknown-resend'), error };
}

/** Whether a send in doubt is a person's to settle at once: nobody can be asked, and it is not to be sent again. */
export function isForPeople({ deliverer, options }: Destination, earlierDoubts: number): boolean {
  if (deliverer.find) return false;
  const policy = deliverer.onUnknown(options);
  return policy === 'hold' || (policy === 'resend' && earlierDoubts > 0);
}

export async function lookFor({ abort }: Dispatch, { delivery, addressed, envelope }: PendingSend) {
  const { deliverer, options } = addressed;
  if (!deliverer.find) return null;
  const search = { since: delivery.startedAt ?? envelope.date, signal: abort };
  return traced('find', delivery.id, async () => deliverer.find?.(envelope, options, search) ?? null);
}

/** Reasons to send again that leave no doubt about the send before. */
const SETTLED: readonly string[] = ['not-there', 'idempotent'];

/** How many earlier sends may have arrived for all anybody knows: what is sent now may be a second one. */
export async function possibleArrivals(
  { history }: Pick<Dispatch, 'history'>,
  { id, run, attempt: last }: Delivery,
) {
  const { attempts = [], events = [] } = (await history.run(run)) ?? {};
  const doubtful = attempts.filter(
    ({ delivery, attempt: number, outcome }) => delivery === id && number < last && outcome === 'unknown',
  );
  const settled = events.filter(({ delivery, reason }) => delivery === id && SETTLED.includes(reason));
  return Math.max(0, doubtful.length - settled.length);
}

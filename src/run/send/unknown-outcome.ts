import type { DecidedState } from '../../ledger/ledger.js';
import { type Delivery, type Outcome, outcomeWith } from '../../ledger/model/delivery.js';
import { traced } from '../journal/trace.js';
import type { Destination } from '../readers/destination.js';
import type { Dispatch, PendingSend } from './pending-send.js';

/**
 * Decides on a delivery whose outcome is unknown: finds it at the other side where that can be asked, else applies `onUnknown`. It is sent
 * once more at most.
 */
export async function resolveUnknown(to: Dispatch, pending: PendingSend): Promise<Delivery> {
  return to.journal.decide(pending.delivery, await decision(to, pending));
}

async function decision(to: Dispatch, pending: PendingSend): Promise<Outcome<DecidedState>> {
  const { delivery, destination } = pending;
  const found = await findEarlierSend(to, pending);
  if (found?.state === 'found')
    return { ...outcomeWith('delivered', 'found-there'), providerRef: found.providerRef };
  if (found?.state === 'absent') return { ...outcomeWith('pending', 'not-there'), error: delivery.error };
  const policy = destination.connection.onUnknown;
  if (policy === 'repeat') return { ...outcomeWith('pending', 'idempotent'), error: delivery.error };
  const error = [delivery.error, found?.message].filter(Boolean).join(' ') || null;
  const again = (await possibleArrivals(to, { ...delivery, attempt: delivery.attempt + 1 })) > 1;
  return policy === 'hold' || again
    ? { ...outcomeWith('held', delivery.reason), error }
    : { ...outcomeWith('pending', 'unknown-resend'), error };
}

/** True when an unknown outcome is held at once: the other side cannot be asked, and `onUnknown` allows no further send. */
export function isHeldAtOnce({ connection }: Destination, arrivals: number): boolean {
  if (connection.find) return false;
  const policy = connection.onUnknown;
  return policy === 'hold' || (policy === 'resend' && arrivals > 0);
}

export async function findEarlierSend({ abort }: Dispatch, { delivery, destination, envelope }: PendingSend) {
  const { connection } = destination;
  if (!connection.find) return null;
  const search = { since: delivery.startedAt ?? envelope.date, signal: abort };
  return traced('find', delivery.id, async () => connection.find?.(envelope, search) ?? null);
}

/** Reasons to send again after which the earlier send no longer counts as a possible arrival. */
const SETTLED: readonly string[] = ['not-there', 'idempotent'];

/** How many earlier sends of a delivery may have arrived: any further one may be a duplicate. */
export async function possibleArrivals(
  { history }: Pick<Dispatch, 'history'>,
  { id, run, attempt: last }: Delivery,
) {
  const { attempts = [], events = [] } = (await history.run(run)) ?? {};
  const unknown = attempts.filter(
    ({ delivery, attempt: number, outcome }) => delivery === id && number < last && outcome === 'unknown',
  );
  const settled = events.filter(({ delivery, reason }) => delivery === id && SETTLED.includes(reason));
  return Math.max(0, unknown.length - settled.length);
}

import type { Receipt } from '../../channels/channel.js';
import type { EndState } from '../../ledger/ledger.js';
import { type Delivery, type Outcome, outcomeWith } from '../../ledger/model/delivery.js';
import { channelReason } from '../../ledger/model/reasons.js';
import { waitAfter } from '../journal/backoff.js';
import { UNKNOWN_WAIT } from '../journal/limits.js';

export interface Circumstances {
  /** Epoch ms. */
  readonly now: number;
  /** When to stop trying, epoch ms, or null. */
  readonly deadline: number | null;
  readonly random: () => number;
  /** How many earlier sends of this delivery may have arrived. */
  readonly arrivals: number;
}

/** The outcome to record for a delivery after one send. */
export function deliveryOutcome(
  receipt: Receipt,
  { attempt }: Pick<Delivery, 'attempt'>,
  circumstances: Circumstances,
): Outcome<EndState> {
  const { now, deadline, random, arrivals } = circumstances;
  switch (receipt.state) {
    case 'delivered': {
      const reason = arrivals > 0 ? 'possible-duplicate' : attempt > 1 ? 'retry' : 'first';
      const { notes, providerRef } = receipt;
      return { ...outcomeWith('delivered', reason), notes: notes.join(' ') || null, providerRef };
    }
    case 'permanent':
      return { ...outcomeWith('failed', channelReason(receipt.reason)), error: receipt.message };
    case 'unknown':
      return {
        ...outcomeWith('unknown', channelReason(receipt.reason)),
        error: receipt.message,
        notBefore: now + UNKNOWN_WAIT,
      };
    case 'retryable': {
      const pending = { ...outcomeWith('pending', channelReason(receipt.reason)), error: receipt.message };
      if (receipt.reason === 'aborted') return pending;
      const notBefore = now + waitAfter(attempt, receipt.waitMs, random);
      if (deadline !== null && notBefore > deadline) return gaveUp(attempt, receipt.message);
      return { ...pending, notBefore };
    }
  }
}

function gaveUp(attempt: number, message: string): Outcome<'failed'> {
  const times = attempt === 1 ? 'once' : `${attempt} times`;
  return {
    ...outcomeWith('failed', 'gave-up'),
    error: `${message} It was tried ${times}; the time for more is over.`,
  };
}

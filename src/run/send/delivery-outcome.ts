import type { Receipt } from '../../channels/channel.js';
import type { DecidedState, EndState } from '../../ledger/ledger.js';
import type { Delivery, Outcome } from '../../ledger/model/delivery.js';
import { channelReason, type Reason } from '../../ledger/model/reasons.js';
import { waitAfter } from '../journal/backoff.js';
import { DOUBT } from '../journal/limits.js';

export interface Circumstances {
  /** Epoch ms. */
  readonly now: number;
  /** When to give up, epoch ms, or null. */
  readonly deadline: number | null;
  readonly random: () => number;
  /** How many sends of this delivery ended in doubt before this one. */
  readonly doubts: number;
}

/** What a receipt makes of the delivery that was sent. */
export function deliveryOutcome(
  receipt: Receipt,
  { attempt }: Pick<Delivery, 'attempt'>,
  circumstances: Circumstances,
): Outcome<EndState> {
  const { now, deadline, random, doubts } = circumstances;
  switch (receipt.state) {
    case 'delivered': {
      const reason = doubts > 0 ? 'possible-duplicate' : attempt > 1 ? 'retry' : 'first';
      const { notes, providerRef } = receipt;
      return { ...decided('delivered', reason), notes: notes.join(' ') || null, providerRef };
    }
    case 'permanent':
      return { ...decided('failed', channelReason(receipt.reason)), error: receipt.message };
    case 'unknown':
      return {
        ...decided('unknown', channelReason(receipt.reason)),
        error: receipt.message,
        notBefore: now + DOUBT,
      };
    case 'retryable': {
      const pending = { ...decided('pending', channelReason(receipt.reason)), error: receipt.message };
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
    ...decided('failed', 'gave-up'),
    error: `${message} It was tried ${times}; the time for more is over.`,
  };
}

/** A state and its reason, and nothing else to say. */
export function decided<State extends EndState | DecidedState>(state: State, reason: Reason): Outcome<State> {
  return { state, reason, error: null, notes: null, providerRef: null, notBefore: null };
}

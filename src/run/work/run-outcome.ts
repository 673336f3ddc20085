import type { Delivery } from '../../ledger/model/delivery.js';
import type { Reason } from '../../ledger/model/reasons.js';
import { isLost } from '../../ledger/model/states.js';
import { latest, outcomeOf, wasIncomplete } from '../../ledger/steps/editions.js';
import type { RunOutcome } from '../events/event.js';

/**
 * The outcome of a run by its deliveries after an attempt. `missing`: which figures are missing from what was sent and why, a sentence each;
 * null when none are.
 */
export function runOutcomeOf(deliveries: readonly Delivery[], missing: readonly string[] | null): RunOutcome {
  if (deliveries.length === 0)
    return { state: 'completed', reason: 'no-targets', error: null, notBefore: null };
  const now = latest(deliveries);
  const waiting = now.filter(isWaiting);
  const [first] = waiting
    .filter(({ notBefore }) => notBefore !== null)
    .toSorted((a, b) => (a.notBefore ?? 0) - (b.notBefore ?? 0))
    .concat(waiting);
  if (first) {
    const { reason, error, notBefore } = first;
    return { state: 'retrying', reason, error, notBefore: notBefore ?? 0 };
  }
  const state = outcomeOf(deliveries);
  if (state === 'completed') {
    const reason = wasIncomplete(deliveries) ? 'corrected' : 'delivered';
    return { state, reason, error: null, notBefore: null };
  }
  const error = [...undelivered(now), ...lacking(missing)].join(' ') || null;
  return { state, reason: reasonOf(now), error, notBefore: null };
}

function reasonOf(deliveries: readonly Delivery[]): Reason {
  if (deliveries.some(({ state }) => state === 'held')) return 'held';
  return deliveries.every(({ state }) => state === 'delivered') ? 'incomplete' : 'undelivered';
}

const isWaiting = ({ state }: Delivery) => state === 'pending' || state === 'unknown';

const lacking = (missing: readonly string[] | null) =>
  missing === null ? [] : ['Figures are missing from what was sent.', ...missing];

function undelivered(deliveries: readonly Delivery[]): string[] {
  const left = deliveries.filter(isLost);
  if (left.length === 0) return [];
  const names = left.map(({ kind, target, part }) => `${kind} ${target} (${part})`);
  return [`Not delivered: ${names.join(', ')}.`, ...(left[0]?.error ? [left[0].error] : [])];
}

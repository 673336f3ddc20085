import type { Delivery } from '../ledger/delivery.js';
import { outcomeOf } from '../ledger/states.js';
import type { Outcome } from './happening.js';

/** What the deliveries of a run make of it, once everything that could be done now is done. */
export function conclude(deliveries: readonly Delivery[]): Outcome {
  if (deliveries.length === 0)
    return { state: 'completed', reason: 'no-targets', error: null, notBefore: null };
  const waiting = deliveries.filter(isWaiting);
  const [first] = waiting
    .filter(({ notBefore }) => notBefore !== null)
    .toSorted((a, b) => (a.notBefore ?? 0) - (b.notBefore ?? 0))
    .concat(waiting);
  if (first) {
    const { reason, error, notBefore } = first;
    return { state: 'retrying', reason, error, notBefore: notBefore ?? 0 };
  }
  const state = outcomeOf(deliveries.map((delivery) => delivery.state));
  if (state === 'completed') return { state, reason: 'delivered', error: null, notBefore: null };
  const reason = deliveries.some((delivery) => delivery.state === 'unknown') ? 'held' : 'undelivered';
  return { state, reason, error: sentence(deliveries), notBefore: null };
}

const isWaiting = ({ state, reason }: Delivery) =>
  state === 'pending' || (state === 'unknown' && reason !== 'held');

function sentence(deliveries: readonly Delivery[]): string {
  const left = deliveries.filter(({ state }) => state === 'failed' || state === 'unknown');
  const names = left.map(({ kind, target, part }) => `${kind} ${target} (${part})`);
  return [`Not delivered: ${names.join(', ')}.`, left[0]?.error].filter(Boolean).join(' ');
}

import type { Delivery } from './delivery.js';
import { REPLACED } from './states.js';

type Sent = Pick<
  Delivery,
  'kind' | 'target' | 'slice' | 'part' | 'edition' | 'state' | 'reason' | 'incomplete'
>;

/**
 * Of each part that a reader gets the last edition: a correction takes the place of what was planned before. What others took the place of is
 * left out: it is owed to nobody.
 */
export function latest<D extends Sent>(deliveries: readonly D[]): D[] {
  const last = new Map<string, number>();
  for (const delivery of deliveries) {
    const place = placeOf(delivery);
    last.set(place, Math.max(delivery.edition, last.get(place) ?? 0));
  }
  return deliveries.filter(
    (delivery) => delivery.edition === last.get(placeOf(delivery)) && delivery.reason !== REPLACED,
  );
}

const placeOf = ({ kind, target, slice, part }: Sent) => JSON.stringify([kind, target, slice, part]);

/** Whether somebody has a digest from which figures are missing, and no correction of it. */
export const hasHole = (deliveries: readonly Sent[]): boolean =>
  latest(deliveries).some(({ state, incomplete }) => state === 'delivered' && incomplete === 1);

/** What the deliveries of a run make of it. A run without any is complete. */
export function outcomeOf(deliveries: readonly Sent[]): 'completed' | 'partial' | 'failed' {
  if (latest(deliveries).every(({ state, incomplete }) => state === 'delivered' && incomplete === 0))
    return 'completed';
  return deliveries.some(({ state }) => state === 'delivered') ? 'partial' : 'failed';
}

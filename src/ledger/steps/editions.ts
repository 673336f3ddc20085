import type { Delivery } from '../model/delivery.js';
import { REPLACED } from '../model/states.js';

type Reader = Pick<Delivery, 'kind' | 'target' | 'slice'>;
type Sent = Reader & Pick<Delivery, 'part' | 'edition' | 'state' | 'reason' | 'incomplete'>;

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

/** Whether two deliveries go to one reader of one slice. */
export const isSameReader = (one: Reader, other: Reader): boolean =>
  one.kind === other.kind && one.target === other.target && one.slice === other.slice;

const placeOf = ({ kind, target, slice, part }: Sent) => JSON.stringify([kind, target, slice, part]);

/** Whether somebody has a digest from which figures are missing, and no correction of it. */
export const hasHole = (deliveries: readonly Sent[]): boolean =>
  latest(deliveries).some(({ state, incomplete }) => state === 'delivered' && incomplete === 1);

/** Whether somebody got a digest from which figures were missing, corrected since or not. */
export const wasIncomplete = (deliveries: readonly Sent[]): boolean =>
  deliveries.some(({ state, incomplete }) => state === 'delivered' && incomplete === 1);

/** What the deliveries of a run make of it. A run without any is complete. */
export function outcomeOf(deliveries: readonly Sent[]): 'completed' | 'partial' | 'failed' {
  if (latest(deliveries).every(({ state, incomplete }) => state === 'delivered' && incomplete === 0))
    return 'completed';
  return deliveries.some(({ state }) => state === 'delivered') ? 'partial' : 'failed';
}

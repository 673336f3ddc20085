import type { Delivery } from '../model/delivery.js';
import { REPLACED } from '../model/states.js';

type Reader = Pick<Delivery, 'kind' | 'target' | 'slice'>;
type Sent = Reader & Pick<Delivery, 'part' | 'edition' | 'state' | 'reason' | 'incomplete'>;

/**
 * The latest edition of each part for each reader, without what was replaced.
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

/** True when two deliveries carry the same slice to the same reader. */
export const isSameReader = (one: Reader, other: Reader): boolean =>
  one.kind === other.kind && one.target === other.target && one.slice === other.slice;

const placeOf = ({ kind, target, slice, part }: Sent) => JSON.stringify([kind, target, slice, part]);

/** True when a reader has a digest with missing figures and no correction of it. */
export const hasHole = (deliveries: readonly Sent[]): boolean =>
  latest(deliveries).some(({ state, incomplete }) => state === 'delivered' && incomplete === 1);

/** True when a reader got a digest with missing figures, corrected since or not. */
export const wasIncomplete = (deliveries: readonly Sent[]): boolean =>
  deliveries.some(({ state, incomplete }) => state === 'delivered' && incomplete === 1);

/** The final state of a run by its deliveries; completed when it has none. */
export function outcomeOf(deliveries: readonly Sent[]): 'completed' | 'partial' | 'failed' {
  if (latest(deliveries).every(({ state, incomplete }) => state === 'delivered' && incomplete === 0))
    return 'completed';
  return deliveries.some(({ state }) => state === 'delivered') ? 'partial' : 'failed';
}

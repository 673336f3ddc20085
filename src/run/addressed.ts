import type { DigestConfig } from '../config/config.js';
import type { Deliverer, Target } from '../deliver/deliverer.js';
import type { PlannedDelivery } from '../ledger/delivery.js';

/** A target with the means to reach it. */
export interface Addressed {
  readonly deliverer: Deliverer;
  readonly target: Target;
  readonly options: unknown;
}

export type Deliverers = ReadonlyMap<string, Deliverer>;

/** Everyone under `deliver:`, in the order of the file. */
export function addressees({ deliver }: DigestConfig, deliverers: Deliverers): readonly Addressed[] {
  return deliver.flatMap(({ kind, options }) => {
    const deliverer = deliverers.get(kind);
    return deliverer ? deliverer.targets(options).map((target) => ({ deliverer, target, options })) : [];
  });
}

/** Who a stored delivery is for, by the configuration of today; null when it names them no more. */
export function addresseeOf(
  { kind, target, slice }: Pick<PlannedDelivery, 'kind' | 'target' | 'slice'>,
  digest: DigestConfig,
  deliverers: Deliverers,
): Addressed | null {
  const deliver = digest.deliver.filter((entry) => entry.kind === kind && entry.slice.name === slice);
  const found = addressees({ ...digest, deliver }, deliverers);
  return found.find(({ target: { address } }) => address === target) ?? null;
}

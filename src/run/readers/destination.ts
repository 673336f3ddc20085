import type { Connection, Target } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import { type Delivery, SENT_BY_HAND } from '../../ledger/model/delivery.js';

/** A target with the means to reach it. */
export interface Destination {
  readonly deliverer: Connection;
  readonly target: Target;
  readonly options: unknown;
  /** Why they are reached: the path of their entry, or `send`. */
  readonly origin: string;
}

export type Deliverers = ReadonlyMap<string, Connection>;

/** Everyone under `deliver:`, in the order of the file. */
export function destinationsOf({ deliver }: DigestConfig, deliverers: Deliverers): readonly Destination[] {
  return deliver.flatMap(({ kind, options, path: origin }) => {
    const deliverer = deliverers.get(kind);
    return deliverer
      ? deliverer.targets(options).map((target) => ({ deliverer, target, options, origin }))
      : [];
  });
}

/** Who a stored delivery is for, by the configuration of today; null when it names them no more. */
export function destinationOf(
  { kind, target, slice, origin }: Pick<Delivery, 'kind' | 'target' | 'slice' | 'origin'>,
  digest: DigestConfig,
  deliverers: Deliverers,
): Destination | null {
  if (origin === SENT_BY_HAND) return namedByHand({ kind, address: target }, digest, deliverers);
  const deliver = digest.deliver.filter((entry) => entry.kind === kind && entry.slice.name === slice);
  const identity = deliverers.get(kind)?.identity(target);
  const found = destinationsOf({ ...digest, deliver }, deliverers);
  return found.find(({ deliverer, target: { address } }) => deliverer.identity(address) === identity) ?? null;
}

/** Somebody whom a person named, reached as others of the digest are where there are any; null when nothing is configured to reach them. */
export function namedByHand(
  { kind, address }: Target,
  { deliver }: DigestConfig,
  deliverers: Deliverers,
): Destination | null {
  const deliverer = deliverers.get(kind);
  if (!deliverer) return null;
  const like = deliver.find((entry) => entry.kind === kind)?.options ?? null;
  const options = deliverer.optionsFor(address, like);
  const [target] = deliverer.targets(options);
  return target ? { deliverer, target, options, origin: SENT_BY_HAND } : null;
}

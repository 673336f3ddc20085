import type { Channels, Connection, Target } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import { type Delivery, SENT_BY_HAND } from '../../ledger/model/delivery.js';

/** A target with the means to reach it. */
export interface Destination {
  readonly connection: Connection;
  readonly target: Target;
  /** Why they are reached: the path of their entry, or `send`. */
  readonly origin: string;
}

/** Everyone under `deliver:`, in the order of the file. */
export function destinationsOf(
  { deliver }: Pick<DigestConfig, 'deliver'>,
  channels: Channels,
): readonly Destination[] {
  return deliver.flatMap((entry) => {
    const connection = channels.get(entry.kind)?.connect(entry);
    return connection ? connection.targets.map((target) => ({ connection, target, origin: entry.path })) : [];
  });
}

/** Who a stored delivery is for, by the configuration of today; null when it names them no more. */
export function destinationOf(
  { kind, target, slice, origin }: Pick<Delivery, 'kind' | 'target' | 'slice' | 'origin'>,
  digest: DigestConfig,
  channels: Channels,
): Destination | null {
  if (origin === SENT_BY_HAND) return namedByHand({ kind, address: target }, digest, channels);
  const deliver = digest.deliver.filter((entry) => entry.kind === kind && entry.slice.name === slice);
  const channel = channels.get(kind);
  const identity = channel?.identity(target);
  const found = destinationsOf({ deliver }, channels);
  return found.find(({ target: { address } }) => channel?.identity(address) === identity) ?? null;
}

/** Somebody whom a person named, reached as others of the digest are where there are any; null when nothing is configured to reach them. */
export function namedByHand(
  { kind, address }: Target,
  { deliver }: DigestConfig,
  channels: Channels,
): Destination | null {
  const connection = channels
    .get(kind)
    ?.connectTo(address, deliver.find((entry) => entry.kind === kind) ?? null);
  const target = connection?.targets[0];
  return connection && target ? { connection, target, origin: SENT_BY_HAND } : null;
}

import type { Channels, Connection, Target } from '../../channels/channel.js';
import type { DigestConfig, PluginConfig } from '../../config/config.js';
import { type Delivery, SENT_BY_HAND } from '../../ledger/model/delivery.js';
import { readerSlice } from './slices.js';

/** Who gets a message, as plain data that crosses threads; `connectionOf` makes the means to reach them. */
export interface Reader {
  readonly target: Target;
  /** Why they are reached: the path of their entry, or `send`. */
  readonly origin: string;
  readonly via: Via;
  /** The parts of a delivery, in order. */
  readonly parts: readonly string[];
}

/** An entry under `deliver:`; an address that a person named, reached as by the entry `like`; or the sample of the channel. */
type Via =
  | { readonly kind: 'entry'; readonly entry: PluginConfig }
  | { readonly kind: 'address'; readonly address: string; readonly like: PluginConfig | null }
  | { readonly kind: 'sample' };

/** A reader with the means to reach them. */
export interface Destination extends Reader {
  readonly connection: Connection;
}

export const readerOf = ({ connection: _connection, ...reader }: Destination): Reader => reader;

/** Null when nothing is configured to reach them. */
export function connectionOf({ target, via }: Pick<Reader, 'target' | 'via'>, channels: Channels) {
  const channel = channels.get(target.kind);
  if (!channel) return null;
  if (via.kind === 'entry') return channel.connect(via.entry);
  return via.kind === 'sample' ? channel.sample() : channel.connectTo(via.address, via.like);
}

/** Everyone whom a channel reaches that way. */
function reachedVia(kind: string, { via, origin }: Pick<Reader, 'via' | 'origin'>, channels: Channels) {
  const connection = connectionOf({ target: { kind, address: '' }, via }, channels);
  if (!connection) return [];
  const { parts, targets } = connection;
  return targets.map((target): Destination => ({ connection, target, origin, via, parts }));
}

/** Everyone under `deliver:`, in the order of the file. */
export function destinationsOf(
  { deliver }: Pick<DigestConfig, 'deliver'>,
  channels: Channels,
): readonly Destination[] {
  return deliver.flatMap((entry) =>
    reachedVia(entry.kind, { via: { kind: 'entry', entry }, origin: entry.path }, channels),
  );
}

/** Who a stored delivery is for, by the configuration of today; null when it names them no more. */
export function destinationOf(
  { kind, target, slice, origin }: Pick<Delivery, 'kind' | 'target' | 'slice' | 'origin'>,
  digest: DigestConfig,
  channels: Channels,
): Destination | null {
  if (origin === SENT_BY_HAND) return namedByHand({ kind, address: target }, digest, channels);
  const deliver = digest.deliver.filter(
    (entry) => entry.kind === kind && entry.slice.name === readerSlice(digest, slice),
  );
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
  const like = deliver.find((entry) => entry.kind === kind) ?? null;
  const via = { kind: 'address', address, like } as const;
  return reachedVia(kind, { via, origin: SENT_BY_HAND }, channels)[0] ?? null;
}

/** The first reader of each channel, or the channel's sample where it has none. */
export function sampleOf(
  { deliver }: Pick<DigestConfig, 'deliver'>,
  channels: Channels,
): readonly Destination[] {
  return [...channels.keys()].flatMap((kind) => {
    const entry = deliver.find((one) => one.kind === kind);
    const via = entry ? ({ kind: 'entry', entry } as const) : ({ kind: 'sample' } as const);
    return reachedVia(kind, { via, origin: entry?.path ?? 'sample' }, channels).slice(0, 1);
  });
}

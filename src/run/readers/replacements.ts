import type { Channels } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import { type Delivery, SENT_BY_HAND } from '../../ledger/model/delivery.js';
import { isOwed } from '../../ledger/model/states.js';
import { groupedBy } from '../../lib/grouped.js';
import { type Destination, destinationOf, destinationsOf } from './destination.js';

/** An address that the configuration has put in the place of others, and what those did not get. */
export interface Replacement {
  readonly by: Destination;
  readonly slice: string;
  readonly gone: readonly Delivery[];
}

/** What is owed to addresses that the configuration does not name any more. */
export function goneOf(
  deliveries: readonly Delivery[],
  digest: DigestConfig,
  channels: Channels,
): readonly Delivery[] {
  return deliveries.filter(
    (delivery) => isOwed(delivery) && delivery.state !== 'held' && !destinationOf(delivery, digest, channels),
  );
}

/**
 * Which addresses took the place of gone ones: the only new one of the same entry under `deliver:`. An entry is the same when it still
 * names one of its readers, or else stands where it stood among as many of its kind; where that is not clear, nobody took a place.
 */
export function replacementsFor(
  deliveries: readonly Delivery[],
  digest: DigestConfig,
  channels: Channels,
): readonly Replacement[] {
  const gone = new Set(goneOf(deliveries, digest, channels));
  if (gone.size === 0) return [];
  const planned = deliveries.filter(({ origin }) => origin !== SENT_BY_HAND);
  const alike = groupedBy(planned, ({ kind, slice }) => JSON.stringify([kind, slice]));
  return [...alike.values()].flatMap((rows) => {
    const [{ kind, slice } = { kind: '', slice: '' }] = rows;
    const identity = (address: string) => channels.get(kind)?.identity(address) ?? address;
    const had = new Set(rows.map(({ target }) => identity(target)));
    return entryPairs(rows, digest, channels).flatMap(({ before, now }) => {
      const owed = before.filter((row) => gone.has(row));
      const [by, ...others] = now.filter(({ target: { address } }) => !had.has(identity(address)));
      return by && others.length === 0 && owed.length > 0 ? [{ by, slice, gone: owed }] : [];
    });
  });
}

interface EntryPair {
  readonly before: readonly Delivery[];
  readonly now: readonly Destination[];
}

/** Entries of one kind and slice as they were, each with what it is now. */
function entryPairs(rows: readonly Delivery[], digest: DigestConfig, channels: Channels): EntryPair[] {
  const [{ kind, slice } = { kind: '', slice: '' }] = rows;
  const before = [...groupedBy(rows, ({ origin }) => origin ?? '').values()];
  const now = digest.deliver
    .filter((entry) => entry.kind === kind && entry.slice.name === slice)
    .map((entry) => destinationsOf({ ...digest, deliver: [entry] }, channels));
  const identity = (address: string) => channels.get(kind)?.identity(address) ?? address;
  const share = (old: readonly Delivery[], entry: readonly Destination[]) =>
    entry.some(({ target: { address } }) => old.some(({ target }) => identity(target) === identity(address)));
  return before.flatMap((old, index) => {
    const same = now.filter((entry) => share(old, entry));
    if (same.length === 1) return same.map((entry) => ({ before: old, now: entry }));
    const there = now[index];
    const free = there && before.length === now.length && !before.some((other) => share(other, there));
    return same.length === 0 && free ? [{ before: old, now: there }] : [];
  });
}

import type { Channels, Target } from '../../channels/channel.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { masked } from '../../lib/text/masked.js';
import { notThere } from '../../lib/text/suggest.js';
import { type Destination, destinationsOf, namedByHand } from '../readers/destination.js';
import type { Replacement } from '../readers/replacements.js';
import { usageError } from './refusals.js';
import type { StoredRun } from './stored-run.js';

/** An address in the one spelling that its channel compares. */
const identityBy = (channels: Channels, kind: string) => channels.get(kind)?.identity ?? String;

/** Stored addresses that match the given ones in any spelling. */
export function namedTargets(
  { story: { deliveries }, channels }: StoredRun,
  replacements: readonly Replacement[],
  named: readonly string[],
): readonly string[] {
  const known = [
    ...deliveries.map(({ kind, target }) => ({ kind, address: target })),
    ...replacements.map(({ by }) => by.target),
  ];
  return named.flatMap((word) => {
    const same = known.filter(({ kind, address }) => {
      const identity = identityBy(channels, kind);
      return address === word || identity(address) === identity(word);
    });
    if (same.length === 0) throw notThere('target', word, new Set(known.map(({ address }) => address)));
    return same.map(({ address }) => address);
  });
}

/** The deliveries of a slice that a reader has or was to get. */
export function partsFor({ story, channels }: StoredRun, { target }: Destination, slice: string): Delivery[] {
  const identity = identityBy(channels, target.kind);
  return story.deliveries.filter(
    (row) =>
      row.kind === target.kind && row.slice === slice && identity(row.target) === identity(target.address),
  );
}

type Addressing = Pick<StoredRun, 'digest' | 'channels'>;

/** A person's word for a reader; throws a UserError where it is no address, or nothing is configured to reach it. */
export function reached({ digest, channels }: Addressing, target: Target): Destination {
  const { kind, address } = target;
  try {
    const reader = namedByHand(target, digest, channels);
    if (reader) return reader;
  } catch (error) {
    const [issue] = (error as { issues?: readonly { message: string }[] }).issues ?? [];
    if (!issue) throw error;
    // As in a configuration: what is wrong of a value, or a sentence with a place for it.
    const what = issue.message.includes('{value}') ? issue.message : `{value} ${issue.message}`;
    throw usageError('usage', `${what.replaceAll('{value}', `“${masked(address)}”`)}.`);
  }
  throw usageError(
    'not-configured',
    `Nothing can go to ${masked(address)}: the configuration has no ${kind}: block.`,
  );
}

/** Each reader once, whatever the spelling. */
export const uniqueReaders = (
  channels: Channels,
  readers: readonly Destination[],
): readonly Destination[] => [
  ...new Map(
    readers.map((reader) => [
      `${reader.target.kind} ${channels.get(reader.target.kind)?.identity(reader.target.address)}`,
      reader,
    ]),
  ).values(),
];

/** Of the slices that there are, the one configured for a reader, else the whole digest, else the only one. */
export function sliceFor(
  { digest, channels }: Addressing,
  { target }: Destination,
  made: readonly string[],
): string {
  const identity = identityBy(channels, target.kind);
  const theirs = digest.deliver.find(
    (entry) =>
      entry.kind === target.kind &&
      made.includes(entry.slice.name) &&
      destinationsOf({ deliver: [entry] }, channels).some(
        ({ target: { address } }) => identity(address) === identity(target.address),
      ),
  );
  if (theirs) return theirs.slice.name;
  const [only = '', ...others] = made;
  if (made.includes('') || others.length === 0) return made.includes('') ? '' : only;
  throw usageError('usage', `The digest has several forms: say which with --slice: ${made.join(', ')}.`);
}

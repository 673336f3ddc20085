import { sha256 } from '../../lib/hash.js';
import type { Link } from './link.js';

/** What is left of events that were deleted: their numbers, and the hash of the last of them. */
export interface ChainAnchor {
  readonly first: number;
  readonly last: number;
  readonly hash: string;
}

/** The anchor that a single event leaves. */
export const anchorOf = ({ seq, hash }: Link): ChainAnchor => ({ first: seq, last: seq, hash });

/** Anchors in order, those of neighbours as one. */
export function joinedAnchors(anchors: readonly ChainAnchor[]): ChainAnchor[] {
  const joined: ChainAnchor[] = [];
  for (const anchor of anchors.toSorted((one, other) => one.first - other.first)) {
    const before = joined.at(-1);
    if (before?.last === anchor.first - 1) joined[joined.length - 1] = { ...anchor, first: before.first };
    else joined.push(anchor);
  }
  return joined;
}

/** What the event `pruned` covers of all anchors, in order. */
export const anchorsReceipt = (anchors: readonly ChainAnchor[]): string =>
  sha256(JSON.stringify(anchors.map(({ first, last, hash }) => [first, last, hash])));

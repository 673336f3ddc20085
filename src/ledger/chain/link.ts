import { sha256 } from '../../lib/hash.js';
import { canonical } from './canonical.js';

/** A place in the chain: the number of an event in the ledger, from 1, and the hash over it and the hash of the one before. */
export interface Link {
  readonly seq: number;
  /** 64 hex digits. */
  readonly hash: string;
}

/** Where a chain begins. */
export const START: Link = { seq: 0, hash: '' };

/** What the hash of a run's event covers. */
export interface ChainedEvent {
  readonly run: string;
  readonly position: number;
  readonly at: number;
  readonly what: string;
  readonly delivery: string | null;
  readonly reason: string;
  readonly detail: string | null;
  /** Hash of the rows that it was recorded with, see `receipts.ts`; null when it changed none. */
  readonly covers: string | null;
}

/** What was done to the whole ledger. `pruned`: `covers` is the hash of all anchors as they stood then. */
export interface LedgerEvent {
  /** Epoch ms. */
  readonly at: number;
  readonly what: 'chained' | 'pruned' | 'restored' | 'moved';
  readonly detail: string;
  readonly covers: string | null;
}

/** The place of an event behind another one. */
export function nextLink({ seq, hash }: Link, event: ChainedEvent): Link {
  const { run, position, at, what, delivery, reason, detail, covers } = event;
  return next({ seq, hash }, ['event', run, position, at, what, delivery, reason, detail, covers]);
}

/** The same of an event of the ledger. */
export function nextLedgerLink(before: Link, { at, what, detail, covers }: LedgerEvent): Link {
  return next(before, ['ledger', at, what, detail, covers]);
}

function next({ seq, hash }: Link, fields: readonly (string | number | null)[]): Link {
  const place = seq + 1;
  return { seq: place, hash: sha256(canonical([hash, place, ...fields])) };
}

/** `1234-` and the hash: what `audit` prints, and what the store keeps of its last event. */
export const headText = ({ seq, hash }: Link): string => `${seq}-${hash}`;

/** Null for what is no head. */
export function parseHead(text: string): Link | null {
  const [, seq, hash = ''] = /^(0|[1-9]\d{0,14})-([0-9a-f]{64}|)$/.exec(text) ?? [];
  return seq === undefined || (seq === '0') !== (hash === '') ? null : { seq: Number(seq), hash };
}

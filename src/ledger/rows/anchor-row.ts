import { anchorOf, anchorsReceipt, type ChainAnchor, joinedAnchors } from '../chain/anchors.js';
import type { Tx } from '../store/tables.js';
import { recordOfLedger } from './ledger-event-row.js';

/** Rows per statement. */
const BATCH = 1_000;

interface Deletion {
  /** Ids of the runs that are deleted. */
  readonly runs: readonly string[];
  /** Up to when (epoch ms) earlier deletions are forgotten themselves. */
  readonly before: number;
  readonly at: number;
}

/** Deletes the events of runs from the chain: what remains is the hash that the last of neighbours had, and an event that says so. */
export async function deleteEvents(tx: Tx, { runs, before, at }: Deletion): Promise<void> {
  const ofRuns = await spansOf(tx, runs);
  const count = ofRuns.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (count === 0) return;
  const earlier = await tx
    .deleteFrom('ledgerEvents')
    .where('what', '=', 'pruned')
    .where('at', '<', before)
    .returning(['seq', 'hash'])
    .execute();
  await tx.deleteFrom('events').where('run', 'in', runs).execute();
  const anchors = await addAnchors(tx, [...ofRuns, ...earlier.map(anchorOf)]);
  const detail = `${count} events of ${runs.length} runs that retention deleted`;
  await recordOfLedger(tx, { at, what: 'pruned', detail, covers: anchorsReceipt(anchors) });
}

/** The events of runs, neighbours as one. */
async function spansOf(tx: Tx, runs: readonly string[]): Promise<ChainAnchor[]> {
  let spans: ChainAnchor[] = [];
  for (let last = 0; ; ) {
    const rows = await tx
      .selectFrom('events')
      .select(['seq', 'hash'])
      .where('run', 'in', runs)
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    spans = joinedAnchors([...spans, ...rows.map(anchorOf)]);
    last = rows.at(-1)?.seq ?? 0;
    if (rows.length < BATCH) return spans;
  }
}

/** All anchors, once these are among them. */
async function addAnchors(tx: Tx, added: readonly ChainAnchor[]): Promise<readonly ChainAnchor[]> {
  const before = await anchorsOf(tx);
  const anchors = joinedAnchors([...before, ...added]);
  const same = new Set(anchors.map(keyOf));
  const gone = before.filter((anchor) => !same.has(keyOf(anchor))).map(({ first }) => first);
  for (let start = 0; start < gone.length; start += BATCH)
    await tx
      .deleteFrom('anchors')
      .where('first', 'in', gone.slice(start, start + BATCH))
      .execute();
  const known = new Set(before.map(keyOf));
  const fresh = anchors.filter((anchor) => !known.has(keyOf(anchor)));
  for (let start = 0; start < fresh.length; start += BATCH)
    await tx
      .insertInto('anchors')
      .values(fresh.slice(start, start + BATCH))
      .execute();
  return anchors;
}

const keyOf = ({ first, last, hash }: ChainAnchor) => `${first}-${last}-${hash}`;

/** Anchors in order. */
export const anchorsOf = (db: Tx): Promise<ChainAnchor[]> =>
  db.selectFrom('anchors').selectAll().orderBy('first').execute();

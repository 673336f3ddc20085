import { sql } from 'kysely';
import { type ChainedEvent, type Link, nextLink } from '../chain/link.js';
import type { EventReason } from '../model/reasons.js';
import type { RunEvent } from '../model/run.js';
import type { Tx } from '../store/tables.js';
import { type FoundHead, headOf } from './head.js';

interface NewEvent {
  readonly what: string;
  readonly reason: EventReason;
  readonly detail?: string | null;
  readonly delivery?: string;
  /** Hash of the rows that it tells of, from `chain/receipts.ts`. */
  readonly covers?: string;
}

/** Appends an event to a run, and to the chain. */
export async function record(tx: Tx, run: string, at: number, event: NewEvent): Promise<void> {
  const { position, head } = await lastOf(tx, run);
  const { what, reason, detail = null, delivery = null, covers = null } = event;
  const row = { run, position: position + 1, at, what, delivery, reason, detail, covers };
  await tx
    .insertInto('events')
    .values({ ...row, ...nextLink(head, row) })
    .execute();
}

/** The last event of a run and that of the ledger, in one question; as text, for building it would take as long as asking it. */
async function lastOf(tx: Tx, run: string): Promise<{ readonly position: number; readonly head: Link }> {
  const { rows } = await sql<FoundHead & { readonly position: number | null }>`select
    (select max(position) from events where run = ${run}) as position,
    (select value from meta where key = 'head') as head,
    (select max(seq) from events) as last`.execute(tx);
  const [{ position, ...found } = NOTHING] = rows;
  return { position: position ?? 0, head: headOf(found) };
}

const NOTHING = { position: null, head: null, last: null };

type FirstEvent = Required<Pick<NewEvent, 'what' | 'reason' | 'detail' | 'covers'>> & {
  readonly run: string;
};

/** Records the first event of new runs. */
export async function recordFirst(tx: Tx, events: readonly FirstEvent[], at: number): Promise<void> {
  const [first] = events;
  if (first === undefined) return;
  let { head } = await lastOf(tx, first.run);
  const rows = events.map((event) => {
    const row = { ...event, position: 1, at, delivery: null } satisfies ChainedEvent;
    head = nextLink(head, row);
    return { ...row, ...head };
  });
  await tx.insertInto('events').values(rows).execute();
}

export function eventsOf(tx: Tx, run: string): Promise<RunEvent[]> {
  return tx
    .selectFrom('events')
    .select(['at', 'what', 'delivery', 'reason', 'detail'])
    .where('run', '=', run)
    .orderBy('position')
    .execute();
}

import type { EventReason } from '../model/reasons.js';
import type { RunEvent } from '../model/run.js';
import type { Tx } from '../store/tables.js';

interface NewEvent {
  readonly what: string;
  readonly reason: EventReason;
  readonly detail?: string | null;
  readonly delivery?: string;
}

/** Appends an event to a run. */
export async function record(tx: Tx, run: string, at: number, event: NewEvent): Promise<void> {
  const last = await tx
    .selectFrom('events')
    .select(({ fn }) => fn.max('position').as('position'))
    .where('run', '=', run)
    .executeTakeFirst();
  const { what, reason, detail = null, delivery = null } = event;
  const position = (last?.position ?? 0) + 1;
  await tx.insertInto('events').values({ run, position, at, what, delivery, reason, detail }).execute();
}

/** Records the first event of new runs. */
export async function recordFirst(
  tx: Tx,
  events: readonly (Required<Pick<NewEvent, 'what' | 'reason' | 'detail'>> & { readonly run: string })[],
  at: number,
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({ ...event, position: 1, at, delivery: null }));
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

import { type LedgerEvent, nextLedgerLink } from '../chain/link.js';
import type { Tx } from '../store/tables.js';
import { HEAD, headOf } from './head.js';

/** Appends an event of the whole ledger to the chain. */
export async function recordOfLedger(tx: Tx, event: LedgerEvent): Promise<void> {
  const found = await tx
    .selectNoFrom(({ selectFrom }) => [
      selectFrom('meta').select('value').where('key', '=', HEAD).as('head'),
      selectFrom('events')
        .select(({ fn }) => fn.max('seq').as('last'))
        .as('last'),
    ])
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('ledgerEvents')
    .values({ ...event, ...nextLedgerLink(headOf(found), event) })
    .execute();
}

import { audit } from './audit/audit.js';
import type { CarriedFile, Receipts, SentMail } from './ledger.js';
import type { Delivery } from './model/delivery.js';
import { HEAD, headShown } from './rows/head.js';
import { getRun } from './rows/run-row.js';
import type { Database } from './store/database.js';
import { metaOf } from './store/mark.js';
import type { Tx } from './store/tables.js';

export function createReceipts(database: Database): Receipts {
  return {
    audit: (asked) => audit(database, asked ?? null),
    head: async () => headShown(await database.read((db) => metaOf(db, HEAD))),
    carrying: (hashes) => database.read((db) => carrying(db, hashes)),
    mails: (isWanted) => database.read((db) => mails(db, isWanted)),
  };
}

async function carrying(db: Tx, hashes: readonly string[]): Promise<CarriedFile[]> {
  const files = await db
    .selectFrom('artifacts')
    .select(['run', 'bundle', 'name', 'sha256'])
    .where('sha256', 'in', hashes)
    .orderBy('run')
    .orderBy('bundle')
    .orderBy('position')
    .execute();
  const found: CarriedFile[] = [];
  for (const { run: id, ...file } of files)
    for (const delivery of await carriersOf(db, id, file.bundle))
      found.push({ run: await getRun(db, id), delivery, file });
  return found;
}

const carriersOf = (db: Tx, run: string, bundle: string): Promise<Delivery[]> =>
  db
    .selectFrom('deliveries')
    .selectAll()
    .where('run', '=', run)
    .where(({ or, eb }) => or([eb('body', '=', bundle), eb('attachments', '=', bundle)]))
    .orderBy('position')
    .execute();

/** Deliveries at a time. */
const BATCH = 5_000;

async function mails(db: Tx, isWanted: (idempotencyKey: string) => boolean): Promise<SentMail[]> {
  const found: SentMail[] = [];
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('deliveries')
      .select(['id', 'kind', 'idempotencyKey'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const { id } of rows.filter((row) => row.kind === 'email' && isWanted(row.idempotencyKey))) {
      const delivery = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      found.push({ run: await getRun(db, delivery.run), delivery });
    }
    last = rows.at(-1)?.id ?? '';
    if (rows.length < BATCH) return found;
  }
}

import type { Leases } from '../ledger.js';
import type { Database } from '../store/database.js';

export function createLeases(database: Database): Leases {
  return {
    take: (name, { owner, until, version = null }, at) =>
      database.write('leases.take', async (tx) => {
        const held = { owner, until, version, renewedAt: at };
        const taken = await tx
          .insertInto('leases')
          .values({ name, ...held })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet(held)
              .where(({ or, eb }) => or([eb('leases.owner', '=', owner), eb('leases.until', '<=', at)])),
          )
          .returning('owner')
          .execute();
        return taken.length === 1;
      }),
    isTaken: (beginning, at) =>
      database.read(async (db) => {
        const lease = await db
          .selectFrom('leases')
          .select('name')
          .where('name', 'like', `${beginning}%`)
          .where('until', '>', at)
          .limit(1)
          .executeTakeFirst();
        return lease !== undefined;
      }),
    named: (beginning) =>
      database.read((db) =>
        db.selectFrom('leases').selectAll().where('name', 'like', `${beginning}%`).orderBy('name').execute(),
      ),
    release: (name, owner) =>
      database.write('leases.release', async (tx) => {
        await tx.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute();
      }),
  };
}

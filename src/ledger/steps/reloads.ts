import type { Reload, Reloads } from '../ledger.js';
import type { Database } from '../store/database.js';
import type { Tx } from '../store/tables.js';

export function createReloads(database: Database): Reloads {
  return {
    async keep(place, problem, at) {
      // Reads first: reloading a good configuration again causes no write.
      if (!isNews(await database.read((db) => find(db, place)), problem)) return false;
      return database.write('reloads.keep', (tx) => keep(tx, { place, problem }, at));
    },
    async announce(place, problem, at) {
      if (!isOver(await database.read((db) => find(db, place)), at)) return false;
      return database.write('reloads.announce', async (tx) => {
        // Another process may have announced it meanwhile.
        if (!isOver(await find(tx, place), at)) return false;
        await put(tx, { place, health: 'refused', since: at, problem, told: 'well', toldAt: null });
        return true;
      });
    },
    due: () =>
      database.read((db) =>
        db
          .selectFrom('reloads')
          .selectAll()
          .where(({ eb }) => eb('health', '!=', eb.ref('told')))
          .orderBy('since')
          .execute(),
      ),
    told: (place, health, at) =>
      database.write('reloads.told', async (tx) => {
        await tx
          .updateTable('reloads')
          .set({ told: health, toldAt: at })
          .where('place', '=', place)
          .execute();
      }),
  };
}

const find = (db: Tx, place: string): Promise<Reload | undefined> =>
  db.selectFrom('reloads').selectAll().where('place', '=', place).executeTakeFirst();

/** A further problem while one is open is not reported again. */
const isNews = (before: Reload | undefined, problem: string | null): boolean =>
  (before?.health ?? 'well') !== (problem === null ? 'well' : 'refused');

async function keep(
  tx: Tx,
  { place, problem }: { readonly place: string; readonly problem: string | null },
  at: number,
): Promise<boolean> {
  const before = await find(tx, place);
  if (!isNews(before, problem)) return false;
  const health: Reload['health'] = problem === null ? 'well' : 'refused';
  const { told, toldAt } = before ?? { told: 'well' as const, toldAt: null };
  await put(tx, { place, health, since: at, problem: problem ?? before?.problem ?? '', told, toldAt });
  return true;
}

async function put(tx: Tx, row: Reload): Promise<void> {
  const insert = tx.insertInto('reloads').values(row);
  await insert.onConflict((conflict) => conflict.column('place').doUpdateSet(row)).execute();
}

const DAY = 86_400_000;

/** Also after a clock that was ahead. */
const isOver = (before: Reload | undefined, at: number): boolean =>
  before === undefined || Math.abs(at - before.since) >= DAY;

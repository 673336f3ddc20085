import type { Episode } from '../alerts/episodes/state.js';
import { groupedBy } from '../lib/grouped.js';
import type { Alerts, Snooze, StoredCheck } from './ledger.js';
import { seriesOfRow } from './rows/check-row.js';
import { episodeOfRow, UNTOLD } from './rows/episode-row.js';
import type { Database } from './store/database.js';
import type { Tx } from './store/tables.js';

export function createAlerts(database: Database): Alerts {
  return {
    checks: (alert) => database.read((db) => checks(db, alert)),
    episodes: (filter) => database.read((db) => episodes(db, filter)),
    episode: (id) =>
      database.read(async (db) => {
        const row = await db.selectFrom('episodes').selectAll().where('id', '=', id).executeTakeFirst();
        return row ? episodeOfRow(row) : null;
      }),
    snoozes: () => database.read(snoozes),
    async snooze(alert, { until, by }, at) {
      if (until !== null)
        return database.write('alerts.snooze', (tx) => begin(tx, { alert, until, by, at, endedBy: null }));
      // Reads first: ending none causes no write.
      if (await database.read((db) => lasting(db, alert, at)))
        return database.write('alerts.snooze', (tx) => end(tx, { alert, by }, at));
    },
  };
}

async function checks(db: Tx, alert: string | undefined): Promise<StoredCheck[]> {
  const found = await db
    .selectFrom('checks')
    .selectAll()
    .$if(alert !== undefined, (query) => query.where('alert', '=', alert ?? ''))
    .execute();
  const rows = await db
    .selectFrom('watched')
    .selectAll()
    .$if(alert !== undefined, (query) => query.where('alert', '=', alert ?? ''))
    .orderBy('position')
    .execute();
  const series = groupedBy(rows, (row) => row.alert);
  return found
    .map((check) => ({ ...check, series: (series.get(check.alert) ?? []).map(seriesOfRow) }))
    .sort(byAlert);
}

/** By code unit: databases order text by rules of their own. */
const byAlert = (one: { readonly alert: string }, other: { readonly alert: string }) =>
  one.alert < other.alert ? -1 : 1;

type EpisodeFilter = Parameters<Alerts['episodes']>[0];

async function episodes(db: Tx, { alert, open = false, limit }: EpisodeFilter): Promise<Episode[]> {
  const rows = await db
    .selectFrom('episodes')
    .selectAll()
    .$if(alert !== undefined, (query) => query.where('alert', '=', alert ?? ''))
    .$if(open, (query) =>
      query.where(({ or, eb }) => or([eb('closedAt', 'is', null), eb('told', 'in', UNTOLD)])),
    )
    .orderBy('openedAt', 'desc')
    .orderBy('id')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute();
  return rows.map(episodeOfRow);
}

async function snoozes(db: Tx): Promise<Snooze[]> {
  const rows = await db.selectFrom('snoozes').selectAll().execute();
  return rows
    .map(({ alert, until, begunBy: by, begunAt: at, endedBy }) => ({ alert, until, by, at, endedBy }))
    .sort(byAlert);
}

async function begin(tx: Tx, { alert, until, by: begunBy, at: begunAt, endedBy }: Snooze): Promise<void> {
  const row = { alert, until, begunBy, begunAt, endedBy };
  await tx
    .insertInto('snoozes')
    .values(row)
    .onConflict((conflict) => conflict.column('alert').doUpdateSet(row))
    .execute();
}

const lasting = (db: Tx, alert: string, at: number) =>
  db
    .selectFrom('snoozes')
    .select('alert')
    .where('alert', '=', alert)
    .where('until', '>', at)
    .executeTakeFirst();

async function end(tx: Tx, { alert, by: endedBy }: Pick<Snooze, 'alert' | 'by'>, at: number): Promise<void> {
  await tx
    .updateTable('snoozes')
    .set({ until: at, endedBy })
    .where('alert', '=', alert)
    .where('until', '>', at)
    .execute();
}

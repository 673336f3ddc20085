import type { WatchedSeries } from '../../alerts/episodes/state.js';
import { seriesKey } from '../../alerts/series.js';
import type { CheckRecord } from '../ledger.js';
import { LedgerError } from '../model/errors.js';
import type { Tx, WatchedRow } from '../store/tables.js';
import { putEpisode } from './episode-row.js';

/** Stores the result of a check; rejects as `check-moved` when the alert's last check is another than the one it starts from. */
export async function storeCheck(tx: Tx, check: CheckRecord): Promise<void> {
  const { alert, from, to } = check;
  const last = await tx.selectFrom('checks').select('at').where('alert', '=', alert).executeTakeFirst();
  if ((last?.at ?? null) !== from) throw moved(alert, last?.at ?? null);
  const row = { alert, at: to, rewoundAt: null };
  await tx
    .insertInto('checks')
    .values(row)
    .onConflict((conflict) => conflict.column('alert').doUpdateSet(row))
    .execute();
  await tx.deleteFrom('watched').where('alert', '=', alert).execute();
  for (const rows of batches(check.series.map((series, position) => watchedRow(alert, series, position))))
    await tx.insertInto('watched').values(rows).execute();
  for (const episode of check.episodes) await putEpisode(tx, episode);
}

function moved(alert: string, at: number | null): LedgerError {
  const now = at === null ? 'there is none now' : `it is that of ${new Date(at).toISOString()} now`;
  return new LedgerError(
    'check-moved',
    `The alert ${alert} was checked by another run meanwhile, and nothing of this check was stored: its last check has changed, ${now}. Check it again from there.`,
  );
}

/** Rows per statement: both databases limit its parameters. */
const BATCH = 500;

function batches(rows: readonly WatchedRow[]): WatchedRow[][] {
  const count = Math.ceil(rows.length / BATCH);
  return Array.from({ length: count }, (_, batch) => rows.slice(batch * BATCH, (batch + 1) * BATCH));
}

function watchedRow(alert: string, series: WatchedSeries, position: number): WatchedRow {
  const { bot, source, kind, of: figure, state, since, reading, memory, episode } = series;
  return {
    alert,
    key: seriesKey(series),
    position,
    ...{ bot, source, kind, figure, state, since, episode },
    reading: reading === null ? null : JSON.stringify(reading),
    memory: JSON.stringify(memory),
  };
}

export function seriesOfRow({ bot, source, kind, figure, state, since, ...row }: WatchedRow): WatchedSeries {
  const { reading, memory, episode } = row;
  return {
    ...{ bot, source, kind, of: figure, state, since, episode },
    reading: reading === null ? null : JSON.parse(reading),
    memory: JSON.parse(memory),
  };
}

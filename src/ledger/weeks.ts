import type { StoredWeek, Weeks } from './ledger.js';
import { packBytes, unpackBytes } from './rows/packed.js';
import type { Database } from './store/database.js';

/** Keys or rows per statement: databases limit the number of parameters. */
const BATCH = 5_000;

export function createWeeks(database: Database): Weeks {
  return {
    async of(keys) {
      const rows = await database.read(async (db) => {
        const found = batches(keys).map((some) =>
          db.selectFrom('weeks').select(['key', 'gzip']).where('key', 'in', some).execute(),
        );
        return (await Promise.all(found)).flat();
      });
      const texts = new Map<string, string>();
      for (const { key, gzip } of rows) {
        const text = await textOf(gzip);
        if (text !== null) texts.set(key, text);
      }
      return texts;
    },
    async keep(weeks) {
      const rows: Packed[] = [];
      // One after the other: zlib takes a quarter of a megabyte for each while it packs it.
      for (const week of distinct(weeks)) rows.push(await packed(week));
      await database.write('weeks.keep', async (tx) => {
        for (const some of batches(rows))
          await tx
            .insertInto('weeks')
            .values(some)
            .onConflict((conflict) =>
              conflict.column('key').doUpdateSet(({ ref }) => ({
                ended: ref('excluded.ended'),
                gzip: ref('excluded.gzip'),
              })),
            )
            .execute();
      });
    },
  };
}

type Packed = Awaited<ReturnType<typeof packed>>;

const packed = async ({ key, ended, json }: StoredWeek) => ({ key, ended, gzip: await packBytes(json) });

/** A damaged row is requested and stored again. */
const textOf = (gzip: Uint8Array): Promise<string | null> => unpackBytes(gzip).then(String, () => null);

/** One statement cannot write a row twice. */
const distinct = (weeks: readonly StoredWeek[]) => new Map(weeks.map((week) => [week.key, week])).values();

function batches<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / BATCH);
  return Array.from({ length: count }, (_, batch) => all.slice(batch * BATCH, (batch + 1) * BATCH));
}

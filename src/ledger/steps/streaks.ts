import { testOf } from '../../schedule/test-name.js';
import type { Streak, Streaks } from '../ledger.js';
import type { Run } from '../model/run.js';
import { getRun } from '../rows/run-row.js';
import type { Database } from '../store/database.js';
import type { Tx } from '../store/tables.js';

export function createStreaks(database: Database): Streaks {
  return {
    due: () =>
      database.read((db) =>
        db
          .selectFrom('streaks')
          .selectAll()
          .where(({ or, and, eb }) =>
            or([
              eb('health', '!=', eb.ref('told')),
              // It failed and recovered before that was reported: report it too.
              and([
                eb('health', '=', 'well'),
                eb('failures', '>', 0),
                or([eb('toldAt', 'is', null), eb('toldAt', '<', eb.ref('since'))]),
              ]),
            ]),
          )
          .orderBy('since')
          .execute(),
      ),
    async late(run, at) {
      // Reads first: this runs every minute of a long outage.
      if (!(await database.read((db) => lateStreak(db, run, at)))) return false;
      return database.write('streaks.late', async (tx) => {
        const streak = await lateStreak(tx, run, at);
        if (streak) await put(tx, streak);
        return streak !== null;
      });
    },
    told: (digest, health, at) =>
      database.write('streaks.told', async (tx) => {
        await tx
          .updateTable('streaks')
          .set({ told: health, toldAt: at })
          .where('digest', '=', digest)
          .execute();
      }),
  };
}

const UNDER_WAY: readonly string[] = ['queued', 'running', 'retrying'];

/** The streak that a late run starts, or null. */
async function lateStreak(tx: Tx, id: string, at: number): Promise<Streak | null> {
  const run = await getRun(tx, id);
  const { digest, scheduledFor, state } = run;
  const before = await tx.selectFrom('streaks').selectAll().where('digest', '=', digest).executeTakeFirst();
  const counted = before !== undefined && before.scheduledFor > scheduledFor;
  if (!UNDER_WAY.includes(state) || counted || (before && before.health !== 'well')) return null;
  const { told, toldAt } = before ?? { told: 'well' as const, toldAt: null };
  return { digest, scheduledFor, health: 'late', since: at, run: id, failures: 0, told, toldAt };
}

async function put(tx: Tx, streak: Streak): Promise<void> {
  await tx
    .insertInto('streaks')
    .values(streak)
    .onConflict((conflict) => conflict.column('digest').doUpdateSet(streak))
    .execute();
}

/**
 * Updates a digest's health from a run that has ended, or that has a delivery failed, held or sent incomplete. Skipped runs, tests, and runs
 * older than the last one counted, are ignored.
 */
export async function keepStreak(tx: Tx, run: Run, at: number): Promise<void> {
  if (run.state === 'skipped' || testOf(run.digest) !== null) return;
  const health = run.state === 'completed' ? 'well' : 'failing';
  const { digest, scheduledFor } = run;
  const before = await tx.selectFrom('streaks').selectAll().where('digest', '=', digest).executeTakeFirst();
  // A run for a future slot must not hide all runs before it.
  if (before && before.scheduledFor > scheduledFor && before.scheduledFor <= at) return;
  const again = before?.scheduledFor === scheduledFor;
  await put(tx, { ...next(before, { health, run: run.id, again, at }), digest, scheduledFor });
}

type Change = Pick<Streak, 'run'> & {
  readonly health: Exclude<Streak['health'], 'late'>;
  /** True when the same run was counted before. */
  readonly again: boolean;
  readonly at: number;
};

function next(
  before: Streak | undefined,
  { health, run, again, at }: Change,
): Omit<Streak, 'digest' | 'scheduledFor'> {
  const failed = health === 'failing' ? 1 : 0;
  const { told, toldAt } = before ?? { told: 'well' as const, toldAt: null };
  if (before?.health !== health) {
    // A failed run recovers only when a person resends it: no need to report that.
    const mended = again && told === 'well' && before?.failures === 1;
    return {
      health,
      since: at,
      run,
      failures: failed || (mended ? 0 : (before?.failures ?? 0)),
      told,
      toldAt,
    };
  }
  const { since } = before;
  return { health, since, run: before.run, failures: before.failures + (again ? 0 : failed), told, toldAt };
}

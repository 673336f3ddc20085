import { setTimeout as wait } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import { sha256 } from '../lib/hash.js';
import { startLoop } from './loop.js';
import type { Queue, QueuedJob, QueueOptions, StartQueue } from './queue.js';

/** SQL on the database that the processes share. */
export interface Sql {
  execute(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface BossTimes {
  /** How often to ask for jobs, in ms. */
  readonly poll: number;
  /** How often to sweep the store for unannounced or abandoned runs, in ms. */
  readonly sweep: number;
}

/** Lease plus sweep stay below 60 s, the limit for taking over from a killed process. */
const TIMES: BossTimes = { poll: 1_000, sweep: 10_000 };

/** Schema of pg-boss's own tables. */
const SCHEMA = 'botdigest_queue';
const QUEUE = 'runs';

/** A job is done once its run is claimed, so it never runs long; one that does is left to the sweep. */
const JOB = { retryLimit: 0, expireInSeconds: 60 } as const;

export interface Boss {
  readonly startQueue: StartQueue;
  /** Ends what it does by itself; queues are to be stopped before. */
  close(): Promise<void>;
}

/** Announces run ids between processes through PostgreSQL; rejects when its tables cannot be created. */
export async function openBoss(sql: Sql, { poll, sweep }: BossTimes = TIMES): Promise<Boss> {
  let trouble = (_error: unknown) => {};
  const boss = new PgBoss({
    db: { executeSql: (text, values) => told(sql.execute(text, values)) },
    schema: SCHEMA,
    schedule: false,
    archiveCompletedAfterSeconds: 60 * 60,
    deleteAfterDays: 1,
  });
  // pg-boss swallows some database errors and emits others, so errors are reported where they occur.
  const told = (asked: Promise<{ rows: unknown[] }>) => {
    asked.catch((error: unknown) => trouble(error));
    return asked;
  };
  boss.on('error', () => {});
  const close = () => boss.stop({ graceful: false });
  await boss.start();
  await makeQueue(boss).catch(async (error) => {
    await close();
    throw error;
  });

  const startQueue: StartQueue = (options) => {
    trouble = options.trouble;
    return queueOver(boss, options, { poll, sweep });
  };
  return { startQueue, close };
}

/** Takes runs announced by jobs, and runs found by the sweep. */
function queueOver<Job>(
  boss: PgBoss,
  { concurrency, claim, work }: QueueOptions<Job>,
  { poll, sweep }: BossTimes,
): Queue {
  let stopped = false;
  let [sweptAt, looks, more] = [Number.NEGATIVE_INFINITY, 0, false];
  const announced = async () => {
    while (!stopped) {
      const [job] = await boss.fetch<{ run: string }>(QUEUE);
      if (job === undefined) break;
      const claimed = await claim(job.data.run);
      await boss.complete(QUEUE, job.id).catch(() => {});
      // No claim: another process has the run, or it has ended; the job is done.
      if (claimed !== null) return claimed;
    }
    return null;
  };
  const unannounced = async () => {
    if (stopped) return null;
    const claimed = await claim();
    more = claimed !== null;
    return claimed;
  };
  // Sweep before jobs, so that the run of a killed process does not wait behind many of them.
  const next = async () => {
    if (performance.now() - sweptAt >= sweep) [sweptAt, looks] = [performance.now(), concurrency()];
    if (looks > 0) {
      const claimed = await unannounced();
      looks = claimed === null ? 0 : looks - 1;
      if (claimed !== null) return claimed;
    }
    return (await announced()) ?? (more ? unannounced() : null);
  };
  const loop = startLoop({ concurrency, next, work, pause: poll });
  return {
    async announce(waiting) {
      if (waiting.length > 0) await boss.insert(waiting.map(jobFor)).catch(() => {});
      loop.wake();
    },
    wake: loop.wake,
    async stop() {
      stopped = true;
      await loop.stop();
    },
  };
}

/** When processes create the schema at the same time, PostgreSQL fails all but one; retry. */
async function makeQueue(boss: PgBoss): Promise<void> {
  for (let tries = 5; (await boss.getQueue(QUEUE)) === null; tries--) {
    try {
      await boss.createQueue(QUEUE, { name: QUEUE, ...JOB });
    } catch (error) {
      if (tries === 1) throw error;
      await wait(200);
    }
  }
}

/** Due times are by the database's clock: those of the machines may differ. */
const jobFor = ({ run, fence, delay }: QueuedJob): PgBoss.JobInsert => ({
  id: jobId(run, fence),
  name: QUEUE,
  data: { run },
  ...(delay > 0 && { startAfter: `${delay / 1_000} seconds` }),
});

/** A UUID derived from run and wait, so that a job is queued once. pg-boss's `singletonKey` alone does not ensure that. */
function jobId(run: string, fence: number): string {
  const hex = sha256(`${run}#${fence}`);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

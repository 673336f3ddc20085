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
  /** How often to look at the store for runs that nobody announced, or whose process is gone, in ms. */
  readonly sweep: number;
}

/** A lease and a sweep together stay below the minute within which a killed process is to be missed. */
const TIMES: BossTimes = { poll: 1_000, sweep: 10_000 };

/** pg-boss's own tables, away from ours. */
const SCHEMA = 'botdigest_queue';
const QUEUE = 'runs';

/** A job is done once its run is claimed, so it is never under way for long; one that is not done then is left to the sweep. */
const JOB = { retryLimit: 0, expireInSeconds: 60 } as const;

export interface Boss {
  readonly startQueue: StartQueue;
  /** Ends what it does by itself; queues are to be stopped before. */
  close(): Promise<void>;
}

/** Carries the ids of runs between processes through PostgreSQL; rejects when its tables cannot be made there. */
export async function openBoss(sql: Sql, { poll, sweep }: BossTimes = TIMES): Promise<Boss> {
  let trouble = (_error: unknown) => {};
  const boss = new PgBoss({
    db: { executeSql: (text, values) => told(sql.execute(text, values)) },
    schema: SCHEMA,
    schedule: false,
    archiveCompletedAfterSeconds: 60 * 60,
    deleteAfterDays: 1,
  });
  // pg-boss keeps some errors of the database to itself and emits others: all are told where they happen.
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

/** Takes the runs that jobs announce, and those that a look at the store finds. */
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
      // Without a claim somebody has it already, or it has ended: the job is done.
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
  // A sweep comes before the jobs, of which there may be many: the run of a killed process does not wait until they are done.
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

/** Processes that make it at one moment lock each other out, and PostgreSQL ends all but one. */
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

/** The database's clock says when the time has come: those of the machines may differ. */
const jobFor = ({ run, fence, delay }: QueuedJob): PgBoss.JobInsert => ({
  id: jobId(run, fence),
  name: QUEUE,
  data: { run },
  ...(delay > 0 && { startAfter: `${delay / 1_000} seconds` }),
});

/** A UUID that follows from run and wait: a job of that id is there once, whoever sends it. pg-boss's `singletonKey` alone allows several. */
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

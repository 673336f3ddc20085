import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openSql } from '../../src/ledger/store/postgres.js';
import { Secret } from '../../src/lib/secret.js';
import { type Boss, type BossTimes, openBoss } from '../../src/queue/pgboss.js';
import type { Queue, QueueOptions } from '../../src/queue/queue.js';
import { postgresServer } from '../support/postgres.js';
import { queueConformance } from './queue.js';

const server = await postgresServer();
const connections: { close(): Promise<void> }[] = [];
const bosses: Boss[] = [];
const queues: Queue[] = [];
afterEach(async () => void (await Promise.all(queues.splice(0).map((queue) => queue.stop()))));
afterAll(async () => {
  await Promise.all(bosses.map((boss) => boss.close()));
  await Promise.all(connections.map((sql) => sql.close()));
  await server.remove();
});

async function open(times: Partial<BossTimes> = {}) {
  const sql = openSql(server.url, 3);
  connections.push(sql);
  const boss = await openBoss(sql, { poll: 50, sweep: 400, ...times });
  bosses.push(boss);
  return boss.startQueue;
}

queueConformance({ name: 'pg-boss', open });

const NEVER = 1e9;

/** A queue whose every announced run can be claimed, and that looks for no others. */
async function start(over: Partial<QueueOptions<string>> = {}, times: Partial<BossTimes> = {}) {
  const done: string[] = [];
  const options: QueueOptions<string> = {
    concurrency: () => 1,
    claim: async (run) => run ?? null,
    work: async (run) => void done.push(run),
    trouble: () => {},
    ...over,
  };
  const queue = (await open({ sweep: NEVER, ...times }))(options);
  queues.push(queue);
  return { queue, done };
}

const jobs = () =>
  server.query<{ id: string; state: string; run: string }>(
    "select id, state::text, data->>'run' as run from botdigest_queue.job order by created_on",
  );

test('a wait of a run is one job, whoever announces it; its next wait is another, and they stay apart from all other tables', async () => {
  const [one, two] = [await start({ concurrency: () => 0 }), await start({ concurrency: () => 0 })];
  await server.query('delete from botdigest_queue.job');
  const first = { run: 'a', fence: 0, delay: 0 };
  await Promise.all([one.queue.announce([first]), two.queue.announce([first, first])]);
  await one.queue.announce([{ ...first, fence: 1, delay: 60_000 }]);
  const found = await jobs();
  expect(found.map(({ run, state }) => [run, state])).toEqual([
    ['a', 'created'],
    ['a', 'created'],
  ]);
  for (const { id } of found) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  const elsewhere = "select 1 from information_schema.tables where table_schema in ('public', 'pgboss')";
  expect(await server.query(elsewhere)).toEqual([]);
});

test('a job is done as soon as its run is claimed, and stays done when it is announced again', async () => {
  await server.query('delete from botdigest_queue.job');
  let release = () => {};
  const work = () => new Promise<void>((resolve) => (release = resolve));
  const { queue } = await start({ work });
  await queue.announce([{ run: 'b', fence: 0, delay: 0 }]);
  await expect.poll(async () => (await jobs()).map(({ state }) => state)).toEqual(['completed']);
  await queue.announce([{ run: 'b', fence: 0, delay: 0 }]);
  expect(await jobs()).toHaveLength(1);
  release();
});

test('looks for runs that nobody announced also while jobs without end wait', async () => {
  await server.query('delete from botdigest_queue.job');
  let unannounced: string | null = null;
  const claim = async (run?: string) => {
    if (run !== undefined) return run;
    const found = unannounced;
    unannounced = null;
    return found;
  };
  const done: string[] = [];
  const work = async (run: string) => {
    await wait(10);
    done.push(run);
  };
  const { queue } = await start({ claim, work }, { sweep: 300 });
  await queue.announce(
    Array.from({ length: 200 }, (_, index) => ({ run: `job-${index}`, fence: 0, delay: 0 })),
  );
  await expect.poll(() => done.length, { timeout: 5_000 }).toBeGreaterThan(0);
  unannounced = 'left behind';
  await expect.poll(() => done, { timeout: 5_000 }).toContain('left behind');
  expect(done.length).toBeLessThan(200);
});

test('several processes may begin at once where no tables are yet', async () => {
  await server.query('drop schema if exists botdigest_queue cascade');
  const started = await Promise.all(Array.from({ length: 6 }, () => start()));
  await started[0]?.queue.announce([{ run: 'c', fence: 0, delay: 0 }]);
  await expect.poll(() => started.flatMap(({ done }) => done), { timeout: 5_000 }).toEqual(['c']);
});

test('a process whose making of the queue PostgreSQL ends as a deadlock makes it again', async () => {
  await start();
  await server.query("delete from botdigest_queue.job; select botdigest_queue.delete_queue('runs')");
  await server.query(`
    create sequence tries;
    create function fail_once() returns trigger language plpgsql as $$ begin
      if nextval('tries') = 1 then raise exception 'deadlock detected' using errcode = '40P01'; end if;
      return new;
    end $$;
    create trigger fail_once before insert on botdigest_queue.queue for each row execute function fail_once()`);
  await open();
  expect(await server.query('select name from botdigest_queue.queue')).toEqual([{ name: 'runs' }]);
  await server.query('drop function fail_once cascade; drop sequence tries');
});

test('goes on by itself after the server was restarted, and says what was the matter', async () => {
  const said: unknown[] = [];
  const { queue, done } = await start({ trouble: (error) => said.push(error) });
  await server.stop();
  await queue.announce([{ run: 'lost', fence: 0, delay: 0 }]);
  await wait(200);
  expect(said[0]).toMatchObject({ code: 'store-unreachable', passing: true });
  await server.start();
  await queue.announce([{ run: 'd', fence: 0, delay: 0 }]);
  await expect.poll(() => done, { timeout: 5_000 }).toEqual(['d']);
});

test('a user who may make no tables is told so before anything is begun', async () => {
  await server.query("drop schema botdigest_queue cascade; create user guest password 'guest'");
  const url = new URL(server.url.reveal());
  [url.username, url.password] = ['guest', 'guest'];
  const sql = openSql(new Secret(url.href), 1);
  connections.push(sql);
  await expect(openBoss(sql)).rejects.toMatchObject({
    code: 'store-refused',
    message: expect.stringMatching(/refuses to serve: permission denied .*Check the user/),
  });
});

import { copyFileSync, renameSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import Libsql from 'libsql';
import { afterAll, expect, test } from 'vitest';
import { postgresServer } from '../../support/postgres.js';
import { type RunningService, startService } from '../../support/running-service.js';
import { someOf } from '../../support/samples.js';
import { canFreeze, freezeStore, limitFiles, openScene, type Scene } from '../../support/scene.js';
import { until } from '../../support/until.js';

const READERS = ['ada@example.com', 'grace@example.com', 'joan@example.com'];
const servers: Awaited<ReturnType<typeof postgresServer>>[] = [];
afterAll(() => Promise.all(servers.map((server) => server.remove())));

/** What goes wrong at the moment at which the first reader's address is handed over, and what mends it. */
interface Fault {
  readonly what: string;
  begin(scene: Scene, service: RunningService): void | Promise<void>;
  mend(scene: Scene, service: RunningService): void | Promise<void>;
  /** What the log says of it, once. */
  readonly said: RegExp;
  /** How long it lasts: long enough for a patient store to give up, more than once, where it is patient. */
  readonly lasts: number;
}

const pathOf = ({ store }: Scene) => (store.kind === 'sqlite' ? store.path : '');

let lock: InstanceType<typeof Libsql> | null = null;

const FAULTS: readonly (Fault & { readonly postgres?: true })[] = [
  {
    what: 'the disk takes no more',
    begin: (_scene, { pid }) => limitFiles(pid, 1),
    mend: (_scene, { pid }) => limitFiles(pid, 'unlimited'),
    said: /The store \S+botdigest\.db (has no space left|cannot be reached|cannot be written)/g,
    lasts: 500,
  },
  {
    what: 'the file of the store is taken away',
    begin: (scene) => renameSync(pathOf(scene), `${pathOf(scene)}.aside`),
    mend: (scene) => renameSync(`${pathOf(scene)}.aside`, pathOf(scene)),
    said: /The store \S+botdigest\.db is not there any more\. Put its file back/g,
    lasts: 500,
  },
  {
    what: 'another file takes the place of the store',
    begin(scene) {
      renameSync(pathOf(scene), `${pathOf(scene)}.aside`);
      copyFileSync(`${pathOf(scene)}.aside`, pathOf(scene));
    },
    mend: (scene) => renameSync(`${pathOf(scene)}.aside`, pathOf(scene)),
    said: /The store \S+botdigest\.db is another file than the one that was opened\./g,
    lasts: 500,
  },
  ...(canFreeze()
    ? [
        {
          what: 'the data folder becomes read-only',
          begin: ({ store }: Scene) => freezeStore(store, true),
          mend: ({ store }: Scene) => freezeStore(store, false),
          said: /The store \S+botdigest\.db cannot be written/g,
          lasts: 500,
        },
      ]
    : []),
  {
    what: 'another process locks the store',
    begin(scene) {
      lock = new Libsql(pathOf(scene));
      lock.exec('begin immediate');
    },
    mend() {
      lock?.exec('rollback');
      lock?.close();
    },
    said: /The store \S+botdigest\.db is locked by another process/g,
    lasts: 12_000,
  },
  {
    what: 'PostgreSQL is stopped',
    postgres: true,
    begin: () => servers[0]?.stop(),
    mend: () => servers[0]?.start(),
    said: /The store postgres:\/\/\S+ cannot be reached/g,
    lasts: 12_000,
  },
];

test.each(someOf(4, FAULTS))(
  'when $what in the middle of a run, nothing more is sent or claimed; it goes on by itself, and everybody has it once',
  async ({ begin, mend, said, lasts, postgres }) => {
    const running: { service?: RunningService; scene?: Scene; begun?: Promise<void> } = {};
    const server = postgres && (await postgresServer());
    if (server) servers.push(server);
    const { scene, service } = await started();
    async function started() {
      const scene = await openScene({
        missed: null,
        to: READERS,
        ...(server && { postgres: server.url }),
        script: {
          RCPT() {
            if (running.service && running.scene && !running.begun)
              running.begun = Promise.resolve(begin(running.scene, running.service));
            return { reply: '250 ok' };
          },
        },
      });
      return { scene, service: startService(scene.folder) };
    }
    Object.assign(running, { scene, service });
    await until(() => service.log().includes('has started with'), service.log);
    const run = await scene.queue();
    await until(() => running.begun !== undefined, service.log);
    await running.begun;
    await wait(lasts);
    expect(scene.mail.messages.length).toBeLessThanOrEqual(1);
    expect(service.log().match(said), service.log()).toHaveLength(1);
    for (const path of ['/healthz', '/readyz']) {
      const answer = await service.get(path);
      expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('The store ')]);
    }

    await mend(scene, service);
    await until(
      async () => (await scene.ledger.history.run(run.id).catch(() => null))?.run.finishedAt != null,
      service.log,
    );
    const story = await scene.ledger.history.run(run.id);
    expect(story?.run, service.log()).toMatchObject({ state: 'completed', attempt: 1, crashes: 0 });
    for (const reader of READERS) expect(scene.mailsTo(reader), reader).toHaveLength(1);
    expect(service.log()).toContain('The store can be used again.');
    await until(async () => (await service.get('/healthz')).status === 200, service.log);

    const next = await scene.queue(24);
    await until(
      async () => (await scene.ledger.history.run(next.id))?.run.state === 'completed',
      service.log,
    );
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(service.log()).not.toContain('correct-horse');
  },
);

test('a store that takes no writes lets no run be claimed: it waits in the queue, and goes when the store is back', async () => {
  const scene = await openScene({ missed: null });
  const service = startService(scene.folder);
  await until(async () => (await service.get('/healthz')).status === 200, service.log);
  limitFiles(service.pid, 1);
  const run = await scene.queue();
  await until(() => service.log().includes('The store '), service.log);
  await wait(5_000);
  expect((await scene.ledger.history.run(run.id))?.run).toMatchObject({ state: 'queued', attempt: 0 });
  expect(scene.mail.sessions).toBe(0);
  limitFiles(service.pid, 'unlimited');
  await until(async () => (await scene.ledger.history.run(run.id))?.run.state === 'completed', service.log);
  expect(scene.mail.messages).toHaveLength(1);
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { App } from '../../../src/app.js';
import { systemClock } from '../../../src/lib/time/clock.js';
import type { ServiceEvent } from '../../../src/run/events/event.js';
import { logLines } from '../../../src/run/events/log-lines.js';
import { startSandbox } from '../../../src/sandbox/http/server.js';
import { runHere } from '../../support/cli.js';
import { type Desk, openDesk, SLOT } from '../../support/desk.js';
import { status } from '../../support/hook-server.js';
import { SIGNING_SECRET, startSignedHooks } from '../../support/signed-hooks.js';
import { until } from '../../support/until.js';

const HOUR = 3_600_000;
const SAYS =
  'The ChatBot API announces its end: deprecation is dated 2026-06-30, it ends on 2027-06-30. Look for a newer version of botdigest, and ask ChatBot what takes its place.';
const watch = { signal: new AbortController().signal };

/** A desk whose API has an end, and whose operators are told by a webhook. */
async function deskWithAnEnd() {
  const desk = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  const api = await startSandbox({
    ...{ port: 0, seed: 7, token: 'sandbox', clock: systemClock },
    variant: { deprecated: '2027-06-30' },
  });
  onTestFinished(() => api.close());
  const hooks = await startSignedHooks();
  hooks.answer(status(200));
  const notify = `[{ webhook: { url: ${hooks.url}/ops, secret: ${SIGNING_SECRET} } }]`;
  const edit = (text: string) =>
    text
      .replace(desk.api.url, api.url)
      .replace('server: off', `server: { listen: 127.0.0.1:0 }\nnotify: ${notify}`);
  const notices = () => hooks.calls.map(({ body }) => JSON.parse(body));
  return { desk, edit, notices };
}

async function start(app: App) {
  const seen: ServiceEvent[] = [];
  const service = await app.start((event) => void seen.push(event));
  onTestFinished(() => service.stop());
  const serving = seen.find((event) => event.kind === 'serving');
  const url = serving?.kind === 'serving' ? (serving.url ?? '') : '';
  const health = async () =>
    (await (await fetch(`${url}/healthz`)).json()) as { status: string; warnings: string[] };
  const logged = () => seen.flatMap(logLines).filter(({ message }) => message === SAYS);
  return { seen, service, url, health, logged };
}

/** A run of another day each time, for which the API is asked. */
const ask = (app: App, day: number) => app.run(app.digest('daily'), SLOT - day * 24 * HOUR, watch);

const announced = (seen: readonly ServiceEvent[]) => seen.filter(({ kind }) => kind === 'announced');

test('a service warns of it once a day in log and notice, over a restart too, and on page and /healthz as long as it holds', async () => {
  const { desk, edit, notices } = await deskWithAnEnd();
  const first = await desk.app(edit);
  const running = await start(first);
  expect((await running.health()).warnings).toEqual([]);
  await ask(first, 0);
  await ask(first, 1);
  await until(() => notices().length === 1);
  expect(notices()).toMatchObject([{ health: 'refused', digest: null, title: 'api', problem: SAYS }]);
  expect(running.logged()).toMatchObject([{ level: 'warn' }]);
  expect(announced(running.seen)).toHaveLength(1);
  expect(await running.health()).toMatchObject({ status: 'ok', warnings: [SAYS] });
  const page = await (await fetch(`${running.url}/`)).text();
  expect(page).toContain('The API announces its end');
  expect(page).toContain('it ends on 2027-06-30');
  await running.service.stop();

  desk.clock.forward(2 * HOUR);
  const second = await desk.app(edit);
  const restarted = await start(second);
  await ask(second, 2);
  await until(() => announced(restarted.seen).length === 1);
  expect(restarted.logged()).toEqual([]);
  expect((await restarted.health()).warnings).toEqual([SAYS]);

  desk.clock.forward(23 * HOUR);
  await ask(second, 3);
  await until(() => notices().length === 2);
  expect(restarted.logged()).toHaveLength(1);
  const [before, now] = notices();
  expect(now).toMatchObject({ title: 'api', problem: SAYS });
  expect(now.id).not.toBe(before.id);
});

test('a command says it on stderr and tells operators once a day; without a store it makes none', async () => {
  const { desk, edit, notices } = await deskWithAnEnd();
  await desk.app(edit);
  const config = join(desk.folder, 'config.yaml');
  const run = (...words: string[]) => runHere([...words, '-c', config], { cwd: desk.folder });
  const said = ({ stderr }: { stderr: string }) => stderr.includes(`warning: ${SAYS}`);

  const preview = await run('preview', 'daily', '--at', '2025-11-24');
  expect([preview.code, said(preview)]).toEqual([0, true]);
  expect(existsSync(desk.store.path)).toBe(false);
  const first = await run('run', 'daily', '--at', '2025-11-24');
  expect([first.code, said(first)]).toEqual([0, true]);
  expect(notices()).toMatchObject([{ title: 'api', problem: SAYS }]);
  const again = await run('run', 'daily', '--at', '2025-11-24', '--again');
  expect([again.code, said(again)]).toEqual([0, false]);
  expect(notices()).toHaveLength(1);
  expect((await run('validate', '--connect')).code).toBe(0);
});

test('an API without an end is told of by nobody', async () => {
  const desk: Desk = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  const app = await desk.app();
  const running = await start(app);
  await ask(app, 0);
  expect(announced(running.seen)).toEqual([]);
});

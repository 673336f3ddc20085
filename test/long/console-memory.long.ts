import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openConsoleWorld, visitorOf } from '../support/console-world.js';

const LOADS = 10_000;
const MB = 1_000_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What lives on after a collection, MB. */
function memory() {
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed / MB, external: external / MB, rss: rss / MB };
}

test('10,000 loads of the pages of the console leave no memory behind', async () => {
  const { url, ledger } = await openConsoleWorld({
    edit: (text) => text.replace('formats: [csv]', 'formats: [csv, pdf]'),
  });
  const visitor = visitorOf(url);
  await visitor.signIn();
  const { to: run } = await visitor.press('/', 'Run now');
  const state = async () => (await ledger.history.runs({ limit: 1 }))[0]?.run.state;
  await expect.poll(state, { timeout: 60_000 }).toBe('completed');
  const tabs = ['mail', 'pdf', 'workbook', 'slack', 'data'].map((tab) => `${run}?tab=${tab}`);
  const files = [`${run}/mail`, `${run}/files/digest.pdf`, `${run}/compare`, `${run}/config`];
  const pages = ['/', '/runs', '/digests/daily', '/alerts', '/alerts/outage', '/calendar', '/config'];
  const paths = [...pages, run, ...tabs, ...files, '/nothing', '/healthz', '/metrics'];
  const load = async (count: number) => {
    for (let done = 0; done < count; done += 1) {
      const path = paths[done % paths.length] ?? '/';
      expect((await visitor.get(path)).status, path).toBe(path === '/nothing' ? 404 : 200);
    }
  };
  await load(LOADS / 10);
  const marks = [memory()];
  for (let part = 1; part < 10; part += 1) {
    await load(LOADS / 10);
    marks.push(memory());
  }
  const shown = marks.map(
    ({ heap, external, rss }) => `${heap.toFixed(1)}/${external.toFixed(1)}/${rss.toFixed(0)}`,
  );
  console.log(`heap/external/RSS in MB after each 1,000 loads: ${shown.join(' ')}`);
  const [first, last] = [marks[0], marks.at(-1)];
  expect((last?.heap ?? 0) - (first?.heap ?? 0)).toBeLessThan(5);
  expect((last?.external ?? 0) - (first?.external ?? 0)).toBeLessThan(20);
});

import { afterAll, expect, test } from 'vitest';
import { VERSION } from '../../../src/lib/system/version.js';
import { openConsoleWorld, visitorOf } from '../../support/console-world.js';
import { postgresServer } from '../../support/postgres.js';

const server = await postgresServer();
afterAll(() => server.remove());

const PATIENT = { timeout: 60_000, interval: 100 };

/** One run at a time, and a digest whose figures keep a process busy. */
const edit = (text: string) =>
  text
    .replace(/^store: .*$/m, `concurrency: 1\nstore: ${server.url.reveal()}`)
    .replace('timeout: 5s, deadline: 10s', 'timeout: 50s, deadline: 60s')
    .replace(
      'alerts:\n',
      `  slow:
    title: Slow one
    bots: [support]
    period: yesterday
    reports: [interactions]
    formats: [csv]
    deliver: [ { email: { to: [slow@example.com] } } ]
alerts:
`,
    );

test('each console shows every process, and what is asked for at one is done by whichever is free', async () => {
  const one = await openConsoleWorld({ edit, store: { kind: 'postgres', url: server.url } });
  one.api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'silent' } }]);
  const visitor = visitorOf(one.url);
  await visitor.signIn();
  await visitor.get('/');
  await visitor.post('/digests/slow/run');
  const begunAt = ({ events }: Pick<typeof one, 'events'>) =>
    events.flatMap((event) => (event.kind === 'begun' ? event.run.digest : []));
  await expect.poll(() => begunAt(one), PATIENT).toEqual(['slow']);
  const two = await one.another();

  const asked = await visitor.press('/digests/daily', 'Run now');
  const state = async () => (await one.ledger.history.run(asked.to.slice('/runs/'.length)))?.run.state;
  await expect.poll(state, PATIENT).toBe('completed');
  expect([begunAt(one), begunAt(two)]).toEqual([['slow'], ['daily']]);
  expect(one.mailedTo()).toEqual(['ada@example.com', 'bob@example.com']);

  for (const machine of [one, two]) {
    const other = visitorOf(machine.url);
    await other.signIn();
    const { text } = await other.get('/config');
    const rows = [...text.matchAll(/<tr>(<td data-label="Process".*?)<\/tr>/g)].map(([, row = '']) =>
      row
        .replaceAll(/<[^>]+>/g, ' ')
        .trim()
        .split(/ {2,}/),
    );
    expect(rows.map(([, version, seen]) => [version, seen])).toEqual([
      [VERSION, expect.stringMatching(/^\d+ s ago$/)],
      [VERSION, expect.stringMatching(/^\d+ s ago$/)],
    ]);
    expect(rows.map((row) => row.at(-1)).toSorted()).toEqual(['Slow one', 'nothing']);
    expect((await other.get('/')).text).toContain('2 processes');
    expect((await other.get(asked.to)).text).toContain('Asked for, queued by console');
  }
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../../../src/app.js';
import type { StoredPause } from '../../../../src/ledger/ledger.js';
import type { Difference } from '../../../../src/run/commands/diff.js';
import { runHere } from '../../../support/cli.js';
import { emptyFolder } from '../../../support/folder.js';

/** A Monday. */
const NOW = Date.parse('2026-11-30T12:00:00Z');
const clock = { now: () => NOW, sleep: async () => {} };

const BASE = `timezone: UTC
chatbot: { token: secret-token-1 }
server: off
email: { url: smtp://mail.example.com, from: reports@example.com }
bots:
  support: { name: Support bot, storyId: s1 }
  sales: { name: Sales bot, storyId: s2 }
digests:
  weekly:
    title: Bots
    schedule: "0 8 * * MON"
    bots: [support, sales]
    reports: [conversations, heatmap]
    formats: [pdf]
    deliver:
      - email: { to: [ada@example.com, bob@example.com] }
      - { email: { to: [ewa@example.com] }, locale: pl-PL, timezone: Europe/Warsaw, formats: [xlsx, csv] }
  demand: { bots: [sales], deliver: [{ email: { to: [ADA@example.com] } }] }
alerts:
  outage:
    bots: [support]
    when: { silence: conversations }
    deliver: [{ email: { to: [ada@example.com] } }, { folder: { path: ./out } }]
`;

async function opened(text = BASE) {
  const folder = emptyFolder();
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const app = await openApp(file('config.yaml', text), { env: {}, clock });
  onTestFinished(() => app.stop());
  return { app, file, folder };
}

test('readers stand once each, whatever the spelling, with digests and alerts in the form that they get', async () => {
  const { app, folder } = await opened();
  const at = (text: string) => Date.parse(text);
  const monday = at('2026-12-07T08:00:00Z');
  const common = { slice: '', locale: 'en-GB', timezone: 'UTC' };
  expect(app.readers([])).toEqual([
    {
      kind: 'email',
      address: 'ada@example.com',
      digests: [
        { id: 'weekly', ...common, formats: ['pdf'], next: monday, noNext: null },
        { id: 'demand', ...common, formats: ['pdf'], next: null, noNext: 'on demand' },
      ],
      alerts: [{ id: 'outage', ...common, formats: [], next: at('2026-12-01T07:00:00Z'), noNext: null }],
    },
    {
      kind: 'email',
      address: 'bob@example.com',
      digests: [{ id: 'weekly', ...common, formats: ['pdf'], next: monday, noNext: null }],
      alerts: [],
    },
    {
      kind: 'email',
      address: 'ewa@example.com',
      digests: [
        {
          id: 'weekly',
          slice: expect.stringMatching(/^pl-PL_Europe-Warsaw_[0-9a-f]{8}$/),
          formats: ['xlsx', 'csv'],
          locale: 'pl-PL',
          timezone: 'Europe/Warsaw',
          next: monday,
          noNext: null,
        },
      ],
      alerts: [],
    },
    {
      kind: 'folder',
      address: './out',
      digests: [],
      alerts: [
        {
          id: 'outage',
          ...common,
          slice: 'files',
          formats: ['alert-json', 'alert-text', 'png'],
          next: at('2026-12-01T07:00:00Z'),
          noNext: null,
        },
      ],
    },
  ]);
  const shown = await runHere(['readers', '--json'], { cwd: folder });
  expect(JSON.parse(shown.stdout)[1].digests[0].next).toMatch(/^20\d\d-\d\d-\d\dT08:00:00\.000Z$/);
  const text = (await runHere(['readers'], { cwd: folder })).stdout;
  expect(text).toMatch(/email +ewa@example\.com +digest weekly +pl-PL_.*xlsx csv/);
  expect(text).toMatch(/ada@example\.com +digest demand .*on demand/);
});

const found = (differences: readonly Difference[], digest: string | null, what: Difference['what']) =>
  differences.find((one) => one.digest === digest && one.what === what);

test('the same configuration does the same, in another order too', async () => {
  const { app, file, folder } = await opened();
  expect(await app.diff(file('old.yaml', BASE), [])).toEqual([]);
  expect((await runHere(['diff', 'old.yaml'], { cwd: folder })).stdout).toBe('They do the same.\n');
});

test.each<[string, (text: string) => string, Partial<Difference>]>([
  [
    'a slot an hour later',
    (text) => text.replace('0 8 * * MON', '0 9 * * MON'),
    {
      digest: 'weekly',
      what: 'slots',
      before: ['07', '14', '21', '28'].map((day) => `2026-12-${day}T09:00:00.000Z`),
      after: ['07', '14', '21', '28'].map((day) => `2026-12-${day}T08:00:00.000Z`),
    },
  ],
  [
    'a pause',
    (text) => text.replace('title: Bots', 'pause: 2026-12-10..2026-12-20'),
    { digest: 'weekly', what: 'slots', before: [], after: ['2026-12-14T08:00:00.000Z'] },
  ],
  [
    'a reader',
    (text) => text.replace('bob@', 'eve@'),
    {
      digest: 'weekly',
      what: 'readers',
      before: ['email eve@example.com'],
      after: ['email bob@example.com'],
    },
  ],
  [
    'a channel',
    (text) => text.replace(', { folder: { path: ./out } }', ''),
    { digest: 'alert.outage', what: 'channels', before: ['email'], after: ['email', 'folder'] },
  ],
  [
    'a section',
    (text) => text.replace('[conversations, heatmap]', '[heatmap]'),
    { digest: 'weekly', what: 'sections', before: ['heatmap'], after: ['conversations', 'heatmap'] },
  ],
  [
    'a title',
    (text) => text.replace('title: Bots', 'title: Robots'),
    { digest: 'weekly', what: 'settings', before: { title: 'Robots' }, after: { title: 'Bots' } },
  ],
  [
    'the name of a bot',
    (text) => text.replace('Sales bot', 'Seller'),
    {
      digest: null,
      what: 'settings',
      before: { 'bots.sales.name': 'Seller' },
      after: { 'bots.sales.name': 'Sales bot' },
    },
  ],
  [
    'a secret',
    (text) => text.replace('secret-token-1', 'secret-token-2'),
    { digest: null, what: 'settings', after: expect.objectContaining({ 'bots.sales.token': '<secret>' }) },
  ],
  [
    'what an alert watches',
    (text) => text.replace('silence: conversations', 'gap: 2d'),
    {
      digest: 'alert.outage',
      what: 'settings',
      after: { when: [{ kind: 'silence', of: 'conversations' }] },
    },
  ],
  [
    'an option of an entry',
    (text) => text.replace('bob@example.com] }', 'bob@example.com], subject: Hello }'),
    { digest: 'weekly', what: 'settings', before: expect.objectContaining({ deliver: expect.anything() }) },
  ],
])('%s differs', async (_what, edit, difference) => {
  const { app, file } = await opened();
  const differences = await app.diff(file('old.yaml', edit(BASE)), []);
  const { digest = null, what = 'settings' } = difference;
  expect(found(differences, digest, what), JSON.stringify(differences, null, 1)).toMatchObject(difference);
  expect(JSON.stringify(differences)).not.toContain('secret-token');
  expect(differences.filter((one) => one.digest !== digest)).toEqual([]);
});

test('a digest that was added or is gone has one side only; a setting of all shows in each', async () => {
  const { app, file, folder } = await opened();
  const old = BASE.replace('  demand:', '  other:').replace('timezone: UTC', 'timezone: Europe/Warsaw');
  const differences = await app.diff(file('old.yaml', old), []);
  expect(found(differences, 'demand', 'readers')).toMatchObject({
    before: null,
    after: ['email ADA@example.com'],
  });
  expect(found(differences, 'other', 'settings')).toMatchObject({ before: { title: 'other' } });
  expect(found(differences, 'weekly', 'settings')).toMatchObject({
    before: { timezone: 'Europe/Warsaw' },
    after: { timezone: 'UTC' },
  });
  expect(differences.some(({ digest }) => digest === null)).toBe(false);
  const shown = await runHere(['diff', 'old.yaml'], { cwd: folder });
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain('demand, readers:\n  - (not there)\n  + email ADA@example.com');
  const bad = await runHere(['diff', 'nothing.yaml'], { cwd: folder });
  expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('nothing.yaml: there is no such file')]);
});

test('what was paused or skipped by hand counts for readers, and on both sides of a difference', async () => {
  const { app, file, folder } = await opened(BASE.replace('0 8', '0 9'));
  const old = file('old.yaml', BASE.replace('title: Bots', 'pause: 2026-12-10..2026-12-20'));
  const nextOf = (leftOut: readonly StoredPause[]) => {
    const [{ digests: [weekly, demand] = [] } = {}] = app.readers(leftOut);
    return [weekly, demand].map((one) => one?.noNext ?? new Date(one?.next ?? 0).toISOString());
  };
  const slots = async (leftOut: readonly StoredPause[]) =>
    found(await app.diff(old, leftOut), 'weekly', 'slots');
  const day = (date: string, hour = 0) => Date.parse(date) + hour * 3_600_000;
  const span = { digest: 'weekly', by: 'ada', at: NOW, endedBy: null };
  const skip = {
    ...span,
    kind: 'skip',
    from: day('2026-12-07', 9),
    until: day('2026-12-07', 9) + 1,
  } as const;
  const pause = { ...span, kind: 'pause', from: NOW, until: day('2026-12-21') } as const;
  expect(nextOf([])).toEqual(['2026-12-07T09:00:00.000Z', 'on demand']);
  expect(nextOf([skip])).toEqual(['2026-12-14T09:00:00.000Z', 'on demand']);
  expect(nextOf([pause])).toEqual(['2026-12-21T09:00:00.000Z', 'on demand']);
  expect(nextOf([{ ...pause, until: null }])).toEqual(['paused', 'on demand']);
  expect(nextOf([{ ...pause, digest: 'demand' }])).toEqual(['2026-12-07T09:00:00.000Z', 'on demand']);
  expect(await slots([skip])).toMatchObject({
    before: ['07', '21', '28'].map((date) => `2026-12-${date}T08:00:00.000Z`),
    after: ['14', '21', '28'].map((date) => `2026-12-${date}T09:00:00.000Z`),
  });
  expect(await slots([pause])).toMatchObject({
    before: ['21', '28'].map((date) => `2026-12-${date}T08:00:00.000Z`),
    after: ['21', '28'].map((date) => `2026-12-${date}T09:00:00.000Z`),
  });
  expect(await slots([{ ...pause, until: null }])).toBeUndefined();

  const cli = async (line: string) => (await runHere(line.split(' '), { cwd: folder })).stdout;
  expect(await cli('readers')).toMatch(/bob@example\.com +digest weekly .* 20\d\d-/);
  await cli('pause weekly');
  expect(await cli('readers')).toMatch(/bob@example\.com +digest weekly .* paused\n/);
  expect(await cli('diff old.yaml')).not.toContain('weekly, slots:');
});

test('of a schedule that is over, readers say so', async () => {
  const { app } = await opened(BASE.replace('schedule: "0 8 * * MON"', 'on: 2020-12-31T17:00'));
  expect(app.readers([])[0]?.digests.map(({ noNext }) => noNext)).toEqual(['ended', 'on demand']);
});

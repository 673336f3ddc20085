import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../../src/app.js';
import { systemClock } from '../../../src/lib/time/clock.js';
import { json, startApi } from '../../support/api-server.js';
import { emptyFolder } from '../../support/folder.js';

const AT = Date.parse('2026-11-23T07:00:00Z');
const watch = { signal: new AbortController().signal };

/** A server on which nobody ever wrote, and the app that asks it. */
async function quietWorld(digest: string) {
  const api = await startApi(json({ data: [], summary: { total: 0 } }));
  const file = join(emptyFolder(), 'config.yaml');
  const lines = [
    'timezone: Europe/Warsaw',
    `chatbot: { token: a-token-for-tests, baseUrl: "${api.url}", minInterval: 0ms, concurrency: 8 }`,
    'bots: { a: { storyId: story-a }, b: { storyId: story-b } }',
    `digests: { quiet: { bots: [a, b], formats: [json], ${digest} } }`,
  ];
  writeFileSync(file, lines.join('\n'));
  const app = await openApp(file, { env: {}, clock: systemClock });
  onTestFinished(async () => void (await Promise.all([app.stop(), api.close()])));
  /** The first days of all that was asked for before the compared week. */
  const earlier = () =>
    api.requests
      .map(({ path, query }) => `${path} ${query.get('storyId')} ${query.get('from')} ${query.get('to')}`)
      .filter((request) => / 2026-(09|10)-/.test(request));
  return { app, api, earlier };
}

test('a run asks for the weeks before once a bot, without those it compares with', async () => {
  const { app, earlier } = await quietWorld('period: lastWeek');
  await app.run(app.digest('quiet'), AT, watch);
  expect(earlier().toSorted()).toEqual(
    ['story-a', 'story-b'].map((story) =>
      expect.stringContaining(`${story} 2026-09-20T22:00:00.000Z 2026-11-08T22:59:59.999Z`),
    ),
  );
});

test('a run without conversations, and one by the week, ask for none', async () => {
  for (const digest of [
    'reports: [messages]',
    'period: last90days, compare: none, reports: [conversations]',
  ]) {
    const { app, api } = await quietWorld(digest);
    await app.run(app.digest('quiet'), AT, watch);
    const first = api.requests.map(({ query }) => query.get('from') ?? '').toSorted()[0];
    expect(first?.slice(0, 10)).toBe(digest.includes('last90days') ? '2026-08-24' : '2026-11-08');
  }
});

test('an export asks for none', async () => {
  const { app, api, earlier } = await quietWorld('period: lastWeek');
  const bot = app.config.bots.get('a');
  if (!bot) throw new Error('There is no bot.');
  await app.export(
    {
      bot,
      report: 'conversations',
      period: 'lastWeek',
      dimension: 'auto',
      sources: null,
      format: { kind: 'json', options: {} },
      at: AT,
    },
    watch,
  );
  expect(api.requests).toHaveLength(1);
  expect(earlier()).toEqual([]);
});

import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesBelow } from '../support/folder.js';
import { createWorld, MONDAY } from '../support/world.js';

const REPORTS = ['average', 'conversations', 'heatmap', 'interactions', 'messages', 'paid'];
const WHOLE = [
  'digest.eml',
  'digest.html',
  'digest.json',
  'digest.pdf',
  'digest.txt',
  'digest.xlsx',
  'google-chat.json',
  'slack.json',
  'teams.json',
  'webhook.json',
];

test('a preview is every form of the digest, and delivers nothing', async () => {
  const world = await createWorld();
  const { code, stdout } = await world.botdigest(['preview', 'weekly', '--at', MONDAY, '--json']);
  expect(code).toBe(0);
  const files = filesBelow(`${world.folder}/preview`);
  const names = [...files.keys()];
  const flat = names.filter((name) => !name.startsWith('charts/'));
  expect(flat).toEqual([...WHOLE, ...REPORTS.map((report) => `${report}.csv`)].sort());
  expect(names.filter((name) => name.startsWith('charts/')).length).toBeGreaterThan(4);
  const html = files.get('digest.html')?.toString() ?? '';
  const shown = [...html.matchAll(/<img [^>]*src="([^"]+)"/g)].map(([, src = '']) => src);
  expect(shown.filter((src) => src.endsWith('-dark.png'))).not.toEqual([]);
  expect(names).toEqual(expect.arrayContaining(shown));
  expect(
    JSON.parse(stdout)
      .map(({ name }: { name: string }) => name)
      .sort(),
  ).toEqual([...names].sort());
  expect(world.mail.mails).toHaveLength(0);
  expect(world.slack.posts).toHaveLength(0);
});

test('the same slot and data give the same bytes in every format, under any TZ and LANG', async () => {
  const world = await createWorld();
  const preview = ['preview', 'weekly', '--at', MONDAY, '--out'];
  expect((await world.botdigest([...preview, 'here'])).code).toBe(0);
  const env = { TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' };
  expect((await world.process([...preview, 'there'], { env })).code).toBe(0);
  const [here, there] = ['here', 'there'].map((out) => filesBelow(`${world.folder}/${out}`));
  expect(here?.size).toBeGreaterThan(15);
  expect([...(there?.keys() ?? [])]).toEqual([...(here?.keys() ?? [])]);
  const different = [...(here ?? [])].filter(([name, bytes]) => !there?.get(name)?.equals(bytes));
  expect(different.map(([name]) => name)).toEqual([]);
});

test('when nothing can be fetched nothing is written', async () => {
  const world = await createWorld();
  world.api.setFaults([{ fault: { kind: 'status', status: 403 } }]);
  const { code, stderr } = await world.botdigest(['preview', 'weekly', '--at', MONDAY]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: Nothing could be fetched\. .*403/m);
  expect(existsSync(`${world.folder}/preview`)).toBe(false);
});

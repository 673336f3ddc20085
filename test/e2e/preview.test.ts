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
  const places = [
    { TZ: 'UTC', LANG: 'C' },
    { TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' },
    { TZ: 'America/St_Johns', LANG: 'pl_PL.UTF-8', LC_ALL: 'pl_PL.UTF-8' },
  ];
  const previews: ReadonlyMap<string, Buffer>[] = [];
  for (const [index, env] of places.entries()) {
    const out = `out-${index}`;
    expect((await world.process(['preview', 'weekly', '--at', MONDAY, '--out', out], { env })).code).toBe(0);
    previews.push(filesBelow(`${world.folder}/${out}`));
  }
  const [first, ...others] = previews;
  expect(first?.size).toBeGreaterThan(15);
  for (const other of others) {
    expect([...other.keys()]).toEqual([...(first?.keys() ?? [])]);
    const different = [...(first ?? [])].filter(([name, bytes]) => !other.get(name)?.equals(bytes));
    expect(different.map(([name]) => name)).toEqual([]);
  }
});

test('when nothing can be fetched nothing is written', async () => {
  const world = await createWorld();
  world.api.setFaults([{ fault: { kind: 'status', status: 403 } }]);
  const { code, stderr } = await world.botdigest(['preview', 'weekly', '--at', MONDAY]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: Nothing could be fetched\. .*403/m);
  expect(existsSync(`${world.folder}/preview`)).toBe(false);
});

import { readFileSync } from 'node:fs';
import JSZip from 'jszip';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { filesBelow } from '../support/folder.js';
import { OUR_FORMULA } from '../support/workbook-text.js';
import { createWorld, MONDAY } from '../support/world.js';

const NAMES = [
  '=HYPERLINK("http://evil.example","click")',
  '+1',
  '@x',
  '<script>alert(1)</script>',
  '<!channel> *bold*',
  '../../x',
  '{{ digest.title }}',
  'x'.repeat(300),
  '😀 مرحبا',
];

test('names are data in every form: no formula, markup, mention, header, template or path', async () => {
  const bots = NAMES.map(
    (name, index) =>
      `  b${index}: { name: ${JSON.stringify(name)}, storyId: ${STORIES[index % 2]}, sources: [${SOURCES[index % 7]}] }`,
  );
  const world = await createWorld({
    edit: (text) =>
      text
        .replace(/bots:\n( {2}\w+:.*\n)+/, `bots:\n${bots.join('\n')}\n`)
        .replace('[support, sales]', `[${NAMES.map((_name, index) => `b${index}`).join(', ')}]`)
        .replace('Support bots, week in review', '"<b>Bots</b> {{ 7 }} =1+1"'),
  });
  const { code, stderr } = await world.botdigest(['preview', 'weekly', '--at', MONDAY, '--out', 'out']);
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
  const files = filesBelow(`${world.folder}/out`);
  const text = (name: string) => files.get(name)?.toString('utf8') ?? '';

  expect(text('conversations.csv')).toContain(`"'=HYPERLINK(""http://evil.example"",""click"")"`);
  expect(text('conversations.csv')).toContain(",'+1,");
  const zip = await JSZip.loadAsync(files.get('digest.xlsx') ?? '');
  for (const sheet of zip.file(/xl\/worksheets\/sheet\d+\.xml/)) {
    const formulas = [...(await sheet.async('string')).matchAll(/<f>([^<]*)<\/f>/g)].map(
      ([, formula]) => formula,
    );
    for (const formula of formulas) expect(formula).toMatch(OUR_FORMULA);
  }
  expect(text('digest.html')).not.toMatch(/<script|<b>Bots/);
  expect(text('digest.html')).toContain('{{ 7 }}');
  for (const marked of markedUp(JSON.parse(text('slack.json'))))
    expect(marked).not.toMatch(/<[!@#]|\*bold\*|<script/);
  const mail = await simpleParser(files.get('digest.eml') ?? '');
  expect(mail.subject).toContain('<b>Bots</b> {{ 7 }} =1+1');
  expect([...files.keys()].every((name) => /^(charts\/)?[\w-]+\.\w+$/.test(name))).toBe(true);
  expect(readFileSync(`${world.folder}/config.yaml`, 'utf8')).toContain('evil.example');
});

/** What Slack reads as markup: the notification text and every mrkdwn object. Plain and rich text are shown as they are. */
function markedUp(message: { readonly text: string; readonly blocks: readonly unknown[] }): string[] {
  const found: string[] = [message.text];
  JSON.stringify(message.blocks, (_key, value) => {
    if (value?.type === 'mrkdwn') found.push(value.text);
    return value;
  });
  expect(found.length).toBeGreaterThan(1);
  return found;
}

const STORIES = ['5b07ff77c2376e30306d9b12', '5b07ffafc2376e30306d9b16'];
const SOURCES = ['messenger', 'livechat', 'livechat3', 'slack', 'widget', 'app', 'custom'];

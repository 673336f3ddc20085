import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Digest } from '../../../src/digest/digest.js';
import { inert } from '../../../src/render/slack/markup.js';
import { slack } from '../../../src/render/slack/slack.js';
import { everywhere } from '../../support/everywhere.js';
import { sampleContext, sampleDelivery, samplePictures } from '../../support/render-context.js';
import { sampleDigest } from '../../support/sample-digest.js';
import { emptyDigest, gapDigest, HOSTILE, hostileDigest, VARIANTS } from '../../support/sample-variants.js';
import { blockProblems } from '../../support/slack-blocks.js';

const message = z.strictObject({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) });

async function render(digest: Digest) {
  const pictures = async () => samplePictures(digest.sections);
  const files = await slack.render(digest, {}, sampleContext({ ...sampleDelivery, pictures }));
  const json = Buffer.from(files[0]?.bytes ?? []).toString();
  return { files, json, ...message.parse(JSON.parse(json)) };
}

/** The blocks as they go out, once every picture has become a file of Slack's. */
const uploaded = (blocks: readonly Readonly<Record<string, unknown>>[]) =>
  blocks.map((block) => (block.type === 'image' ? { ...block, slack_file: { id: 'F0123456789' } } : block));

/** Every text of a message in Slack's markup. */
function markupTexts(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.values(value).flatMap(markupTexts);
  return 'type' in value && value.type === 'mrkdwn' && 'text' in value
    ? [String(value.text), ...inner]
    : inner;
}

test('the message comes first, then the pictures that its image blocks name', async () => {
  const { files, blocks } = await render(sampleDigest());
  expect(files.map(({ name, role }) => [name, role])).toEqual([
    ['slack.json', 'body'],
    ['charts/conversations.png', 'inline'],
    ['charts/heatmap.png', 'inline'],
    ['charts/interactions.png', 'inline'],
  ]);
  const shown = blocks.filter(({ type }) => type === 'image').map(({ slack_file }) => slack_file);
  expect(shown).toEqual(files.slice(1).map(({ cid }) => ({ id: cid })));
});

test.each([
  ['weekly', sampleDigest()],
  ['empty', emptyDigest()],
  ['gap', gapDigest()],
])('the %s message reads as it should', async (name, digest) => {
  await expect((await render(digest)).json).toMatchFileSnapshot(`../../golden/slack/${name}.json`);
});

test.each(VARIANTS)('Slack has nothing to complain about in the %s message', async (_name, digest) => {
  const { blocks, text } = await render(digest);
  expect(blockProblems(uploaded(blocks), () => true)).toEqual([]);
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(4000);
});

test('what is too long ends in an ellipsis between two characters as read', async () => {
  const family = '👩‍👩‍👧‍👦';
  const { blocks } = await render(hostileDigest(family.repeat(400)));
  const header = z.object({ text: z.object({ text: z.string() }) }).parse(blocks[0]).text.text;
  expect(header).toBe(`${family.repeat(13)}…`);
});

test('more than ten notices end in a count of the rest', async () => {
  const [, crowded = sampleDigest()] = VARIANTS.find(([name]) => name === 'crowded') ?? [];
  expect((await render(crowded)).json).toContain('"text": "291 more"');
});

describe.each(HOSTILE.map((text, index) => [index, text] as const))('hostile text %i', (_index, text) => {
  test('formats, mentions and links nothing in markup', async () => {
    const { text: notification, blocks } = await render(hostileDigest(text));
    for (const markup of [notification, ...markupTexts(blocks)]) {
      const data = markup.replace(/\*[\d.,%]+\*/g, '');
      expect(data).not.toMatch(/[<>*_~`@]/);
      expect(data).not.toMatch(/&(?!amp;|lt;|gt;)/);
    }
  });

  test('stands exactly as it is where Slack reads plain text', async () => {
    const { blocks } = await render(hostileDigest(text));
    const notes = JSON.stringify(blocks.filter(({ type }) => type === 'header'));
    expect(notes).toContain('"type":"plain_text"');
    expect(notes).toContain('"emoji":false');
  });
});

describe('data in markup', () => {
  test.each([
    ['a & b <c>', 'a &amp; b &lt;c&gt;'],
    ['*bold* _it_ ~no~ `code`', '∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ'],
    ['<!channel>', '&lt;!channel&gt;'],
    ['@here', '＠here'],
    [':tada: at 14:00', '∶tada: at 14:00'],
    ['two\r\nlines', 'two lines'],
  ])('%j is shown as %j', (text, expected) => {
    expect(inert(text, 100)).toBe(expected);
  });

  test('is never longer than its limit, nor cut within an entity', () => {
    for (let limit = 10; limit < 60; limit++) {
      const text = inert('<&>'.repeat(40), limit);
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text).toMatch(/^(&lt;|&gt;|&amp;)*…$/);
    }
  });
});

test('the bytes are the same in every zone and language', async () => {
  const hashes = await everywhere(async () =>
    (await render(sampleDigest())).files.map(({ sha256 }) => sha256).join(),
  );
  expect(new Set(hashes).size).toBe(1);
});

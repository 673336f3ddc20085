import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { shownPictures } from '../../../../../src/channels/slack/blocks.js';
import { renderSlackMessage } from '../../../../../src/channels/slack/body/body.js';
import { inert } from '../../../../../src/channels/slack/body/markup.js';
import type { Callout, Digest, Tile } from '../../../../../src/digest/digest.js';
import { anyCharacter } from '../../../../support/characters.js';
import { everywhere } from '../../../../support/everywhere.js';
import { expectGolden } from '../../../../support/golden.js';
import { GOLDEN_DIGESTS } from '../../../../support/golden-digests.js';
import { sampleContext, sampleDelivery, samplePictures } from '../../../../support/render-context.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import {
  emptyDigest,
  gapDigest,
  HOSTILE,
  hostileDigest,
  VARIANTS,
} from '../../../../support/sample-variants.js';
import { samples } from '../../../../support/samples.js';
import { blockProblems, SLACK_LIMITS } from '../../../../support/slack-blocks.js';

const message = z.strictObject({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) });

async function render(
  digest: Digest,
  style: 'summary' | 'full' = 'full',
  charts: 'native' | 'pictures' = 'pictures',
) {
  const pictures = async () => samplePictures(digest.sections);
  const files = await renderSlackMessage(
    digest,
    { style, charts },
    sampleContext({ ...sampleDelivery, pictures }),
  );
  const json = Buffer.from(files[0]?.bytes ?? []).toString();
  return { files, json, ...message.parse(JSON.parse(json)) };
}

/** The blocks as they go out, once every picture has become a file of Slack's. */
const uploaded = (blocks: readonly Readonly<Record<string, unknown>>[]) =>
  blocks.map((block) => (block.type === 'image' ? { ...block, slack_file: { id: 'F0123456789' } } : block));

const richText = z.object({
  elements: z.array(z.object({ elements: z.array(z.object({ text: z.string() })) })),
});

/** The lines of a block of rich text. */
const richLines = (block: unknown): string[] =>
  richText.parse(block).elements.flatMap(({ elements }) =>
    elements
      .map(({ text }) => text)
      .join('')
      .split('\n'),
  );

/** The lines of all blocks of rich text, block by block. */
const linesOf = (blocks: readonly { readonly type: string }[]) =>
  blocks.filter(({ type }) => type === 'rich_text').map(richLines);

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
    ['charts/fallback-weeks.png', 'inline'],
    ['charts/conversations.png', 'inline'],
    ['charts/heatmap.png', 'inline'],
  ]);
  const shown = blocks.filter(({ type }) => type === 'image').map(({ slack_file }) => slack_file);
  expect(shown).toEqual(files.slice(1).map(({ cid }) => ({ id: cid })));
});

test.each([
  ['weekly', sampleDigest()],
  ['empty', emptyDigest()],
  ['gap', gapDigest()],
])('the %s message reads as it should', async (name, digest) => {
  expectGolden((await render(digest)).json, `slack/${name}.json`);
});

test('where Slack draws charts, their pictures are kept for a workspace that does not', async () => {
  const [native, pictures] = [await render(sampleDigest(), 'full', 'native'), await render(sampleDigest())];
  expect(native.files.map(({ name, role }) => [name, role])).toEqual([
    ['slack.json', 'body'],
    ['slack-pictures.json', 'body'],
    ['charts/fallback-weeks.png', 'inline'],
    ['charts/conversations.png', 'inline'],
    ['charts/heatmap.png', 'inline'],
  ]);
  expect(native.files.map(({ detail }) => detail).filter(Boolean)).toEqual([
    'A chart is missing: Fallback rate',
    'A chart is missing: Conversations per day',
    'A chart is missing: When people write',
  ]);
  expect(native.files[1]?.sha256).toBe(pictures.files[0]?.sha256);
  const count = (blocks: typeof native.blocks, wanted: string) =>
    blocks.filter(({ type }) => type === wanted).length;
  expect(['data_visualization', 'data_table', 'image'].map((type) => count(native.blocks, type))).toEqual([
    2, 1, 1,
  ]);
  expectGolden(native.json, 'slack/weekly-native.json');
});

test('there is one message alone in a summary, and where Slack has nothing to draw', async () => {
  for (const files of [
    (await render(sampleDigest(), 'summary', 'native')).files,
    (await render(emptyDigest(), 'full', 'native')).files,
  ])
    expect(files.filter(({ role }) => role === 'body').map(({ name }) => name)).toEqual(['slack.json']);
});

test('a summary is the message without its charts, bots, steps and interactions', async () => {
  const [full, summary] = [await render(sampleDigest()), await render(sampleDigest(), 'summary')];
  expect(summary.files).toHaveLength(1);
  const left = full.blocks.filter((block) => !JSON.stringify(summary.blocks).includes(JSON.stringify(block)));
  expect(left.map(({ type }) => type).toSorted()).toEqual([
    ...Array(3).fill('image'),
    ...Array(3).fill('rich_text'),
  ]);
  expect(summary.blocks).toEqual(full.blocks.filter((block) => !left.includes(block)));
  expect(summary.text).toBe(full.text);
});

test('the notification is the headline, and the verdict stands before the figures', async () => {
  const digest = sampleDigest();
  const { text, blocks } = await render(digest);
  expect(text).toBe(digest.headline);
  const verdict = blocks.findIndex(({ type }) => type === 'rich_text');
  expect(richLines(blocks[verdict])).toEqual([`◆ ${digest.verdict.text}`]);
  expect(blocks[verdict + 1]).toMatchObject({ type: 'section' });
  expect(JSON.stringify(blocks[verdict + 1])).toContain('*1,075*  ▲ 4.6%  from 1,028\\nusual 987');
});

test('callouts begin with the marks of their tones, which the last line explains', async () => {
  const { blocks } = await render(sampleDigest());
  const callouts = linesOf(blocks)[1] ?? [];
  expect(callouts[0]).toBe('What to notice');
  expect(callouts.slice(1).map((line) => line.slice(0, 8))).toEqual([
    '◆ The bo',
    '■ Conver',
    '□ Thursd',
    '■ New: G',
  ]);
  expect(JSON.stringify(blocks.at(-1))).toContain(
    '◆\u00a0needs a look · ■\u00a0a change · □\u00a0for information',
  );
  const calm = await render(
    sampleDigest({
      verdict: { rule: 'usual', tone: 'muted', text: 'A usual week.' },
      callouts: { items: [], emptyText: 'Nothing stood out.' },
    }),
    'summary',
  );
  expect(JSON.stringify(calm.blocks)).not.toMatch(/◆|■/);
  expect(JSON.stringify(calm.blocks.at(-1))).toContain('□\u00a0for information');
});

test.each([
  [false, '\n◆ *goal &lt; 900: said*'],
  [true, '\ngoal &lt; 900: said'],
  [null, '\ngoal &lt; 900: said'],
])('a goal of which met is %s is the last line of its figure', async (met, line) => {
  const goal = { side: 'below', limit: 900, met, text: 'goal < 900: said' } as const;
  const digest = sampleDigest({
    tiles: sampleDigest().tiles.map((tile) => (tile.id === 'paid' ? { ...tile, goal } : tile)),
    verdict: { rule: 'usual', tone: 'muted', text: 'A usual week.' },
    callouts: { items: [], emptyText: 'Nothing stood out.' },
  });
  const { blocks } = await render(digest, 'summary');
  const field = blocks.flatMap(markupTexts).find((text) => text.includes('1,075')) ?? '';
  expect(field).toMatch(/^Paid\n\*1,075\*/);
  expect(field.endsWith(line)).toBe(true);
  expect(JSON.stringify(blocks.at(-1)).includes('◆\u00a0needs a look')).toBe(met === false);
});

describe('rows of text', () => {
  const rowsUnder = async (title: string, digest: Digest) =>
    linesOf((await render(digest)).blocks).find(([first]) => first?.startsWith(title)) ?? [];

  test('say which bots need a look; those that are as usual and a bot alone have none', async () => {
    const title = 'Bots, those that need a look first';
    expect(await rowsUnder(title, sampleDigest())).toEqual([
      `${title}  Conversations · Change · Fallback · Points · Worst step`,
      '◆ Sales bot  612 · ▲ 27.2% · 10.0% · ▲ 3.1 points · Track my order',
    ]);
    const usual = sampleDigest().scorecard.map((row) => ({ ...row, state: 'usual' as const }));
    expect(await rowsUnder(title, sampleDigest({ scorecard: usual }))).toEqual([]);
    expect(await rowsUnder(title, sampleDigest({ bots: sampleDigest().bots.slice(0, 1) }))).toEqual([]);
  });

  test.each([
    [
      'https://example.com/bots/<1>',
      [
        { type: 'text', text: '◆ ', style: { bold: true } },
        { type: 'link', url: 'https://example.com/bots/%3C1%3E', text: 'Sales bot', style: { bold: true } },
      ],
    ],
    ['javascript:alert(1)', [{ type: 'text', text: '◆ Sales bot', style: { bold: true } }]],
  ])('name a bot of the address %s', async (link, elements) => {
    const sections = sampleDigest().sections.map((section) =>
      section.kind === 'table' && section.id === 'by-bot'
        ? {
            ...section,
            rows: section.rows.map(([name, ...rest]) => (name ? [{ ...name, link }, ...rest] : rest)),
          }
        : section,
    );
    const { json, blocks } = await render(sampleDigest({ sections }));
    expect(blockProblems(uploaded(blocks), () => true)).toEqual([]);
    expect(blocks).toContainEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: expect.arrayContaining(elements) }],
    });
    expect(json.includes('javascript')).toBe(false);
  });

  test('say after which steps the bots did not understand', async () => {
    expect((await rowsUnder('Where the bot', sampleDigest())).slice(0, 3)).toEqual([
      'Where the bot did not understand  Uses · Fallbacks · Rate · Before · Share of fallbacks',
      'Default fallback  – · 58 · – · – · 37.7%',
      '◆ Track my order  412 · 41 · 10.0% · 6.3% · 26.6%',
    ]);
  });

  test('say what people used, and how much is not shown', async () => {
    const rows = await rowsUnder('Most used', sampleDigest());
    expect(rows.slice(0, 2)).toEqual([
      'Most used interactions  Uses · Change · Share',
      'Track my order  412 · ▲ 3.5% · 22.6%',
    ]);
    expect(rows).toHaveLength(12);
    expect(rows.at(-1)).toBe('26 more, 112 uses');
  });
});

/** The sample whose two most used interactions the configuration names. */
function markedDigest(): Digest {
  const marks = ['handover', 'goal'] as const;
  return sampleDigest({
    window: { ...sampleDigest().window, name: 'this week' },
    comparison: null,
    sections: sampleDigest().sections.map((section) =>
      section.kind === 'ranking'
        ? {
            ...section,
            hint: 'Uses: this week. Asked for a person: at most 39 of 100 conversations.',
            rows: section.rows.map((row, place) => ({ ...row, ...(marks[place] && { mark: marks[place] }) })),
          }
        : section,
    ),
  });
}

test('an interaction that the configuration names has a word, whose meaning stands under the rows', async () => {
  const rows =
    linesOf((await render(markedDigest())).blocks).find(([first]) => first?.startsWith('Most used')) ?? [];
  expect(rows[1]).toBe('Track my order · person  412 · ▲ 3.5% · 22.6%');
  expect(rows[2]).toMatch(/^[^·]+ · goal {2}\d/);
  expect(rows[3]).not.toMatch(/person|goal|problem/);
  expect(rows.at(-1)).toBe('Asked for a person: at most 39 of 100 conversations.');
});

/** The sample with a note on the third of its days. */
function notedDigest(): Digest {
  const note = { flag: 1, day: '2026-11-18', text: 'Black Friday mail' };
  return sampleDigest({
    notes: [note],
    sections: sampleDigest().sections.map((section) =>
      section.kind === 'timeSeries' && section.id === 'conversations'
        ? {
            ...section,
            hint: `${section.hint} 1: Black Friday mail (18 Nov)`,
            axis: section.axis.map((step, place) => (place === 2 ? { ...step, flag: 1 } : step)),
          }
        : section,
    ),
  });
}

test('what happened on days of a picture stands under it', async () => {
  const { blocks } = await render(notedDigest());
  const place = blocks.findIndex(({ slack_file }) => JSON.stringify(slack_file)?.includes('"conversations@'));
  expect(blocks[place + 1]).toEqual({
    type: 'context',
    elements: [
      { type: 'plain_text', text: expect.stringMatching(/ 1: Black Friday mail \(18 Nov\)$/), emoji: false },
    ],
  });
  expect(blocks).toHaveLength((await render(sampleDigest())).blocks.length + 1);
  expect((await render(notedDigest(), 'summary')).json).not.toContain('Black Friday');
});

const FORMS = [
  ['full', 'native'],
  ['full', 'pictures'],
  ['summary', 'native'],
] as const;

test('what happened on days of a chart that Slack draws stands under it, by its day', async () => {
  const { blocks } = await render(notedDigest(), 'full', 'native');
  const place = blocks.findIndex(({ title }) => title === 'Conversations per day');
  expect(blocks[place + 1]).toEqual({
    type: 'context',
    elements: [{ type: 'plain_text', text: 'Wed 18 Nov: Black Friday mail', emoji: false }],
  });
});

test('the table of a bot’s sources has the marks that the last line explains', async () => {
  const calm = {
    verdict: { rule: 'usual', tone: 'muted', text: 'A usual week.' },
    callouts: { items: [], emptyText: 'Nothing stood out.' },
    tiles: [],
    bots: sampleDigest().bots.slice(0, 1),
  } as const;
  const change = {
    direction: 'down',
    amount: -40,
    unit: 'fraction',
    text: '40%',
    tone: 'attention',
  } as const;
  const sections = (GOLDEN_DIGESTS['one-bot'] as Digest).sections
    .filter(({ id }) => id === 'by-source')
    .map((section) =>
      section.kind === 'table'
        ? {
            ...section,
            rows: section.rows.map((row) =>
              row.map((cell) => ('change' in cell ? { ...cell, change } : cell)),
            ),
          }
        : section,
    );
  const marked = (await render(sampleDigest({ ...calm, sections }), 'full', 'native')).blocks;
  expect(JSON.stringify(marked)).toContain('"◆ Chat widget"');
  expect(JSON.stringify(marked.at(-1))).toContain('◆\u00a0needs a look');
});

async function expectTaken(digest: Digest, [style, charts]: (typeof FORMS)[number]) {
  const { files } = await render(digest, style, charts);
  const layouts = files.filter(({ role }) => role === 'body');
  const pictures = files.filter(({ role }) => role === 'inline').map(({ cid }) => cid);
  const shown = layouts.map(({ bytes }) => {
    const { blocks, text } = message.parse(JSON.parse(Buffer.from(bytes).toString()));
    expect(blockProblems(uploaded(blocks), () => true)).toEqual([]);
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThanOrEqual(SLACK_LIMITS.text);
    return shownPictures(blocks);
  });
  // The layout without native charts shows every picture; the other one some of them.
  expect(shown.at(-1)).toEqual(pictures);
  expect(pictures.length).toBeLessThanOrEqual(SLACK_LIMITS.images);
  expect(shown.flat().every((cid) => pictures.includes(cid))).toBe(true);
}

test.each(VARIANTS)('Slack has nothing to complain about in the %s message', async (_name, digest) => {
  for (const form of FORMS) await expectTaken(digest, form);
});

const words = fc.oneof(
  fc.constantFrom(
    ...HOSTILE,
    '',
    ' ',
    '"'.repeat(4000),
    '\\'.repeat(4000),
    '<&>'.repeat(2000),
    'long '.repeat(900),
  ),
  fc.string({ unit: anyCharacter, maxLength: 400 }),
);

/** The sample with random words wherever data can be, and any number of each thing. */
const hostileDigests = fc
  .record({
    texts: fc.array(words, { minLength: 1, maxLength: 9 }),
    tiles: fc.nat(24),
    callouts: fc.nat(40),
    rows: fc.nat(60),
    notices: fc.nat(300),
  })
  .map(({ texts, ...counts }) => {
    let turn = 0;
    const word = () => texts[turn++ % texts.length] ?? '';
    const many = (count: number) => Array.from({ length: count });
    const sample = sampleDigest();
    const [first] = sample.tiles;
    const tile = () => ({ ...first, label: word(), text: word(), previousText: word() }) as Tile;
    const title = word();
    return sampleDigest({
      title,
      headline: `${title}: ${word()}`,
      subtitle: [word(), word()],
      tiles: many(counts.tiles).map(tile),
      callouts: {
        emptyText: word() || 'quiet',
        items: many(counts.callouts).map(() => ({
          rule: 'level',
          section: 'conversations',
          tone: 'neutral',
          about: { bots: [], sources: [], steps: [] },
          values: {},
          heading: word(),
          body: word(),
        })),
      },
      sections: sample.sections.map((section) => {
        const said = { title: word(), alt: word(), missing: [word()] };
        if (section.kind !== 'table') return { ...section, ...said };
        const row = () => section.columns.map(() => ({ value: null, text: word() }));
        return { ...section, ...said, rows: many(counts.rows).map(row) };
      }),
      about: {
        ...sample.about,
        notices: many(counts.notices).map(() => ({
          code: 'timeout',
          tone: 'attention',
          report: null,
          bot: null,
          text: word(),
        })),
      },
    });
  });

test('Slack has nothing to complain about in the message of any digest', async () => {
  await fc.assert(fc.asyncProperty(hostileDigests, fc.constantFrom(...FORMS), expectTaken), {
    numRuns: samples(60),
    seed: 47,
  });
});

test('charts for which the longest of messages has no room are pictures', async () => {
  const quotes = (index: number) => `${index}${'"'.repeat(500)}`;
  const sample = sampleDigest();
  const many = <Item>(count: number, item: (index: number) => Item) =>
    Array.from({ length: count }, (_, index) => item(index));
  const [tile] = sample.tiles;
  const [callout] = sample.callouts.items;
  const digest = sampleDigest({
    title: quotes(0),
    subtitle: [quotes(1), quotes(2)],
    tiles: many(10, (index) => ({
      ...(tile as Tile),
      label: quotes(index),
      text: quotes(index),
      previousText: quotes(index),
    })),
    callouts: {
      emptyText: '',
      items: many(8, (index) => ({ ...(callout as Callout), heading: quotes(index), body: quotes(index) })),
    },
    sections: sample.sections.map((section) =>
      section.kind === 'timeSeries'
        ? {
            ...section,
            title: quotes(3),
            missing: [quotes(4)],
            axis: many(20, (index) => ({
              key: '',
              label: quotes(index),
              short: quotes(index),
              comparison: null,
            })),
            series: section.series.map((series) => ({
              ...series,
              label: quotes(5),
              values: many(20, () => 1),
            })),
          }
        : section,
    ),
    about: {
      ...sample.about,
      notices: many(9, (index) => ({
        code: 'timeout',
        tone: 'attention',
        report: null,
        bot: null,
        text: quotes(index),
      })),
    },
  });
  const { files, blocks } = await render(digest, 'full', 'native');
  expect(files.map(({ name }) => name)).toEqual([
    'slack.json',
    'charts/fallback-weeks.png',
    'charts/conversations.png',
    'charts/heatmap.png',
  ]);
  expect(blockProblems(uploaded(blocks), () => true)).toEqual([]);
});

test('what is more than a message holds is counted where it would stand', async () => {
  const sample = sampleDigest();
  const [item] = sample.callouts.items;
  const digest = sampleDigest({
    callouts: { ...sample.callouts, items: Array.from({ length: 20 }, () => item as Callout) },
  });
  const { blocks } = await render(digest);
  const said = linesOf(blocks).find(([first]) => first === 'What to notice') ?? [];
  expect(said).toHaveLength(9);
  expect(said[8]).toBe('… 13 more');
});

test('a title that is too long leaves the figures of the notification where they are seen', async () => {
  const title = 'The week of all our bots in every shop and market '.repeat(6);
  const { text } = await render(
    sampleDigest({ title, headline: `${title}, 16 – 22 Nov: 1,734 conversations` }),
  );
  expect(text).toMatch(/^The week of all our bots .*…, 16 – 22 Nov: 1,734 conversations$/);
  expect(text.length).toBeLessThan(110);
});

test('what is too long ends in an ellipsis between two characters as read', async () => {
  const family = '👩‍👩‍👧‍👦';
  const { blocks } = await render(hostileDigest(family.repeat(400)));
  const header = z.object({ text: z.object({ text: z.string() }) }).parse(blocks[0]).text.text;
  expect(header).toBe(`${family.repeat(13)}…`);
});

test('more than five notices end in a count of the rest', async () => {
  const [, crowded = sampleDigest()] = VARIANTS.find(([name]) => name === 'crowded') ?? [];
  expect((await render(crowded)).json).toContain('"text": "… 296 more"');
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

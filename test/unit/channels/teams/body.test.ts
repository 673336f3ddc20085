import { describe, expect, test } from 'vitest';
import { renderTeamsMessage } from '../../../../src/channels/teams/body/body.js';
import { composeDigest } from '../../../../src/digest/compose.js';
import type { Digest } from '../../../../src/digest/digest.js';
import { cardBody, cardOutline, cardTexts, readTeamsMessage } from '../../../support/adaptive-card.js';
import { DAILY } from '../../../support/digests.js';
import { everywhere } from '../../../support/everywhere.js';
import { expectGolden } from '../../../support/golden.js';
import { GOLDEN_DIGESTS } from '../../../support/golden-digests.js';
import { heavyDigest } from '../../../support/heavy-digest.js';
import { sampleContext, sampleDelivery } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { HOSTILE, hostileDigest, VARIANTS } from '../../../support/sample-variants.js';
import { digestConfig, snapshot } from '../../../support/snapshot.js';

const leftOut = {
  files: sampleDelivery.attachments ?? [],
  pictures: true,
  limit: 28_000,
  elsewhere: ['the folder “exports”', 'readers of the e-mail', 'readers of the e-mail'],
};

async function render(digest: Digest, context = sampleContext({ leftOut })) {
  const [file, ...others] = await renderTeamsMessage(digest, context);
  expect(others).toEqual([]);
  const bytes = file?.bytes ?? new Uint8Array();
  const message = readTeamsMessage(bytes);
  return { bytes, message, detail: file?.detail, body: cardBody(message), texts: cardTexts(message) };
}

const daysOf = (body: readonly { readonly type: string }[]) =>
  charts(body).find((chart) => 'title' in chart && chart.title === 'Conversations per day');

/** The day of 25 hours in Warsaw. */
const LONG_DAY = {
  ...DAILY,
  days: ['2026-10-25', '2026-10-25'],
  before: ['2026-10-24', '2026-10-24'],
} as const;

const charts = (body: readonly { readonly type: string }[]) =>
  body.filter(({ type }) => type.startsWith('Chart.'));

test.each(['weekly', 'partial'])('the %s card reads as it should', async (name) => {
  const { message } = await render(GOLDEN_DIGESTS[name] ?? sampleDigest());
  expectGolden(cardOutline(message), `teams/${name}.txt`);
});

test('the smallest card is the JSON that a workflow takes', async () => {
  const { message } = await render(GOLDEN_DIGESTS.empty ?? sampleDigest());
  expectGolden(`${JSON.stringify(message, null, 1)}\n`, 'teams/empty.json');
});

test.each([...VARIANTS, ...Object.entries(GOLDEN_DIGESTS)])(
  'Teams takes the %s card',
  async (_name, digest) => {
    const { texts, detail } = await render(digest);
    expect(texts.some((text) => /^[◆■□] /.test(text))).toBe(true);
    expect(detail).toBeUndefined();
  },
);

test('the verdict stands before the figures, three beside each other', async () => {
  const { body, texts } = await render(sampleDigest());
  expect(texts.slice(0, 3)).toEqual([
    sampleDigest().title,
    sampleDigest().subtitle.join(' · '),
    `◆ ${sampleDigest().verdict.text}`,
  ]);
  expect(body.slice(3, 5).map((part) => part.type === 'ColumnSet' && part.columns.length)).toEqual([3, 2]);
  expect(cardTexts(body[3]).slice(0, 4)).toEqual(['Conversations', '1,734', '▲ 11.3%', 'from 1,558']);
});

test('days are bars, with the same figures as rows for phones', async () => {
  const chart = daysOf((await render(sampleDigest())).body);
  expect(chart).toMatchObject({
    type: 'Chart.VerticalBar.Grouped',
    title: 'Conversations per day',
    stacked: false,
    data: [
      { legend: 'this week', values: expect.arrayContaining([{ x: 'Thu 19 Nov', y: 312 }]) },
      { legend: 'week before', values: expect.arrayContaining([{ x: 'Thu 19 Nov', y: 266 }]) },
    ],
  });
  const rows = cardTexts(chart);
  expect(rows.slice(0, 3)).toEqual(['Conversations per day', 'this week', 'week before']);
  expect(rows.slice(12, 15)).toEqual(['Thu 19 Nov', '312', '266']);
});

test('a day that is not known is left out of the chart, which is a line along dates then', async () => {
  const digest = sampleDigest({
    sections: sampleDigest().sections.map((section) =>
      section.kind === 'timeSeries' && section.id === 'conversations'
        ? {
            ...section,
            series: section.series.map((one) => ({
              ...one,
              values: one.values.map((value, day) => (day === 2 ? null : value)),
              texts: one.texts.map((text, day) => (day === 2 ? '' : text)),
            })),
          }
        : section,
    ),
  });
  const chart = daysOf((await render(digest)).body);
  expect(chart).toMatchObject({
    type: 'Chart.Line',
    data: [{ values: { length: 6 } }, { values: { length: 6 } }],
  });
  expect(cardTexts(chart).slice(9, 12)).toEqual(['Wed 18 Nov', '–', '–']);
});

test('the hour that a clock change repeats has a bar of its own', async () => {
  const { body } = await render(composeDigest(snapshot(LONG_DAY), digestConfig(LONG_DAY)));
  const chart = charts(body).find((one) => one.type === 'Chart.VerticalBar.Grouped');
  const names = JSON.stringify(chart).match(/"x":"[^"]*"/g) ?? [];
  expect(names.filter((name) => name.includes('02:00 (2)'))).toHaveLength(1);
  expect(cardTexts(chart).filter((text) => text.endsWith('02:00'))).toHaveLength(2);
});

test('files are named with the places that they go to, each once', async () => {
  const { texts } = await render(sampleDigest());
  expect(texts).toContain(
    'Not attached, because this chat takes no files: weekly-support-2026-W47.pdf, weekly-support-2026-W47.xlsx. They also go to the folder “exports” and readers of the e-mail.',
  );
  const nowhere = await render(sampleDigest(), sampleContext({ leftOut: { ...leftOut, elsewhere: [] } }));
  expect(nowhere.texts.join('\n')).toMatch(/no files: [^\n]*\.xlsx\.\n/);
  const none = await render(sampleDigest(), sampleContext({ leftOut: { ...leftOut, files: [] } }));
  expect(none.texts.join('\n')).not.toContain('no files');
});

test('the names of bots lead to web addresses only', async () => {
  const linked = (link: string) =>
    sampleDigest({
      sections: sampleDigest().sections.map((section) =>
        section.kind === 'table' && section.id === 'by-bot'
          ? {
              ...section,
              rows: section.rows.map(([name, ...rest]) => (name ? [{ ...name, link }, ...rest] : rest)),
            }
          : section,
      ),
    });
  expect(JSON.stringify((await render(linked('https://example.com/bots/1'))).message)).toContain(
    '"selectAction":{"type":"Action.OpenUrl","url":"https://example.com/bots/1"}',
  );
  expect(JSON.stringify((await render(linked('javascript:alert(1)'))).message)).not.toContain('javascript');
});

test.each(HOSTILE.map((text, index) => [index, text] as const))(
  'nothing reads hostile text %i',
  async (_index, text) => {
    const { message } = await render(hostileDigest(text));
    const json = JSON.stringify(message);
    expect(json).not.toContain('"TextBlock"');
    expect(json).not.toContain('"entities"');
  },
);

describe('a digest that is too large', () => {
  test('loses rows, then parts in order, and says which', async () => {
    const { detail, texts, body } = await render(heavyDigest({ rows: 40, text: 'ż'.repeat(80) }));
    expect(detail).toBe('Most used interactions');
    expect(texts.at(-1)).toBe(
      'Left out, because the message would be larger than 28 kB: Most used interactions.',
    );
    expect(texts).toContain('… 36 more');
    expect(charts(body)).toHaveLength(2);
  });

  test.each([
    ['names of 500 characters', heavyDigest({ rows: 50, text: 'A bot with a long name '.repeat(22) })],
    ['emoji', heavyDigest({ rows: 50, text: '👩‍👩‍👧‍👦'.repeat(100) })],
    ['right-to-left text', heavyDigest({ rows: 50, text: 'خدمة العملاء '.repeat(40), direction: 'rtl' })],
    ['quotes', heavyDigest({ rows: 50, text: '"\\'.repeat(400) })],
  ])('fits with %s', async (_what, digest) => {
    const { detail, body, message } = await render(digest);
    expect(detail).toContain('Most used interactions');
    expect(cardTexts(body[0])[0]?.length).toBeGreaterThan(20);
    const { content } = message.attachments[0];
    expect(content.rtl).toBe(digest.direction === 'rtl' ? true : undefined);
  });
});

test('the bytes are the same in every zone and language', async () => {
  const all = await everywhere(async () => Buffer.from((await render(sampleDigest())).bytes).toString());
  expect(new Set(all).size).toBe(1);
});

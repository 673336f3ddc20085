import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeDigest } from '../../../src/digest/compose.js';
import type { Change, Digest, Tile } from '../../../src/digest/digest.js';
import { wordsOf } from '../../../src/digest/language/words.js';
import { cardTexts, readTeamsMessage } from '../../support/adaptive-card.js';
import { WEEKLY } from '../../support/digests.js';
import { type Forms, formsOf } from '../../support/forms.js';
import { googleChatTexts, readGoogleChatMessage } from '../../support/google-card.js';
import { samples } from '../../support/samples.js';
import {
  digestConfig,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
  withGaps,
} from '../../support/snapshot.js';
import { readPdf } from '../render/pdf/reading.js';
import { shownSheets } from './workbook.js';

const NAMES = ['Support bot', '<b>R & D</b>', '*Sales* _bot_', 'Zażółć', 'Служба', 'Ελλάδα', '{{ title }}'];

const counts = fc.oneof(
  fc.array(fc.nat(400), { minLength: 7, maxLength: 7 }),
  fc.array(fc.nat(30_000), { minLength: 7, maxLength: 7 }),
  fc.constant([0, 0, 0, 0, 0, 0, 0]),
);
const uses = fc
  .array(
    fc.record({
      name: fc.constantFrom('Opening hours', 'Track & trace', 'Prices'),
      type: fc.constantFrom('fallback', null),
      value: fc.nat(500),
    }),
    { maxLength: 6 },
  )
  .map((rows) => rows.map((row, index) => interaction({ ...row, id: String(index) })));
const bots = fc
  .array(fc.record({ weekdays: counts, before: counts, interactions: uses }), { minLength: 1, maxLength: 6 })
  .map((list) => list.map((bot, index): TestBot => ({ ...bot, id: `b${index}`, name: NAMES[index] ?? '' })));

const WINDOWS: readonly Pick<TestSnapshot, 'days' | 'before'>[] = [
  { days: ['2026-11-16', '2026-11-22'], before: ['2026-11-09', '2026-11-15'] },
  { days: ['2026-10-25', '2026-10-25'], before: ['2026-10-24', '2026-10-24'] },
  { days: ['2026-10-01', '2026-10-31'], before: null },
];

/** Random bots in a random window and number format; at times one report of one bot fails. */
const digests = fc
  .record({
    bots,
    window: fc.constantFrom(...WINDOWS),
    locale: fc.constantFrom('en-GB', 'de-DE', 'pl-PL'),
    gap: fc.option(
      fc.record({ bot: fc.nat(2), report: fc.constantFrom('messages', 'paid', 'interactions') }),
    ),
  })
  .map(({ bots: given, window, locale, gap }) => {
    const of: TestSnapshot = { ...WEEKLY, ...window, bots: given };
    const whole = snapshot(of);
    const failed = gap
      ? withGaps(whole, 'timeout', ({ report }, { id }) => report === gap.report && id === `b${gap.bot}`)
      : whole;
    return composeDigest(failed, digestConfig(of, { locale }));
  });

const ARROWS = { up: '▲', down: '▼', same: '' } as const;
const changeText = (change: Change | null | undefined) =>
  change ? `${ARROWS[change.direction]}${change.text}` : '';
const squeezed = (text: string) => text.replace(/\s/g, '');

/** All figures in a row, so that nothing can stand between one and the next. */
const figures = ({ tiles }: Digest) =>
  squeezed(
    tiles
      .map(
        ({ label, text, change, previousText }) => label + text + changeText(change) + (previousText ?? ''),
      )
      .join(''),
  );

const callouts = ({ callouts: { items, emptyText } }: Digest) =>
  (items.length === 0 ? [emptyText] : items.map(({ heading, body }) => `${heading}${body}`)).map(squeezed);

/** Each bot's line of the PDF's table by bot, where points have no unit and what is usual is said shortly; none without such a table. */
function botLines(digest: Digest): string[] {
  const { sections } = digest;
  const words = wordsOf(digest);
  const table = sections.find(({ id }) => id === 'by-bot');
  if (table?.kind !== 'table' || table.emptyText !== null || table.rows.length < 2) return [];
  return table.rows.map(([name, ...cells]) => {
    const shown = cells.map(({ text, change }, place) => {
      if (!change) return text;
      if (table.columns[place + 1]?.id === 'points')
        return change.direction === 'same' ? '' : `${ARROWS[change.direction]}${change.text.split(/\s/)[0]}`;
      return change.text === words.say('change.usual') ? words.say('change.usualShort') : changeText(change);
    });
    return squeezed(`${name?.text}${shown.join('')}`);
  });
}

const SLACK_COLUMNS = ['value', 'change', 'fallbackRate', 'points', 'step'];

/** The cells in Slack of each bot, of several; of those that need a look alone. */
function slackBotCells({ bots, scorecard, sections }: Digest, { news }: { readonly news: boolean }) {
  const table = sections.find(({ id }) => id === 'by-bot');
  if (table?.kind !== 'table' || table.emptyText !== null || bots.length < 2) return [];
  const shown = table.columns.flatMap(({ id }, place) => (SLACK_COLUMNS.includes(id) ? [place] : []));
  return table.rows
    .filter((_row, place) => !news || (scorecard[place]?.state ?? 'usual') !== 'usual')
    .map((row) => ({
      name: row[0]?.text ?? '',
      texts: shown.map((place) => changeText(row[place]?.change) || row[place]?.text || '–'),
    }));
}

/** What Slack shows of bots: all of them in its table, or a line for each that needs a look. */
function expectSlackBots(digest: Digest, { slack, slackPictures }: Forms) {
  const plain = (text: string) => squeezed(text).replaceAll('*', '');
  const [native, pictures] = [slackWords(slack), slackWords(slackPictures)];
  for (const { name, texts } of slackBotCells(digest, { news: true }))
    expect(pictures).toContain(plain(`${name}${texts.join('·')}`));
  if (slack === slackPictures) return;
  for (const { name, texts } of slackBotCells(digest, { news: false }))
    expect(native).toContain(plain(`${name}${texts.join('')}`));
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#34': '"',
  '#39': "'",
};

function htmlWords(html: string): string {
  const shown = html.replace(/<head>.*<\/head>|<style.*?<\/style>|<!--.*?-->/gs, '').replace(/<[^>]+>/g, '');
  return squeezed(shown.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole));
}

/** Every text of a Slack message in order, without the marks for bold. */
function slackWords(json: string): string {
  const texts: string[] = [];
  JSON.parse(json, function reviver(this: { type?: string }, key, value) {
    if (key === 'text' && typeof value === 'string') texts.push(value);
    return value;
  });
  return squeezed(texts.join('').replaceAll('*', ''));
}

async function pdfWords(bytes: Uint8Array): Promise<string> {
  const { pages } = await readPdf(bytes);
  return squeezed(pages.flatMap(({ boxes }) => boxes.map(({ text }) => text)).join(''));
}

type Sheets = Awaited<ReturnType<typeof shownSheets>>;

const onlyDigits = (text: string) => text.replace(/\D/g, '');

const MARKS = { attention: '◆', good: '■', neutral: '■', muted: '□' } as const;

/** The workbook's figures are numbers: the same numbers, shown with the same digits and arrow. */
function expectSummary(digest: Digest, sheets: Sheets) {
  const summary = sheets.values().next().value ?? [];
  const shown = (tile: Tile) => summary.find((row) => row.A?.text === tile.label);
  for (const tile of digest.tiles) {
    const { B: value, C: previous, D: change } = shown(tile) ?? {};
    expect(value?.value ?? null, tile.label).toBe(tile.value);
    expect(previous?.value ?? null, tile.label).toBe(tile.previous);
    expect(previous?.text ?? '').toContain(tile.previousOf ?? '');
    if (tile.value === null) expect(value?.text).toBe(tile.text);
    else expect(onlyDigits(value?.text ?? '')).toBe(onlyDigits(tile.text));
    expect(onlyDigits(change?.text ?? '')).toBe(onlyDigits(tile.change?.text ?? ''));
    expect(change?.text[0] ?? '').toBe(changeText(tile.change)[0] ?? '');
  }
  for (const tile of digest.tiles) {
    const { E: low, F: high } = shown(tile) ?? {};
    expect([low?.value ?? null, high?.value ?? null]).toEqual([
      tile.usual?.low ?? null,
      tile.usual?.high ?? null,
    ]);
  }
  const said = summary.map((row) => squeezed(row.A?.text ?? ''));
  const { items } = digest.callouts;
  const marked = callouts(digest).map(
    (text, index) => `${items[index] ? MARKS[items[index].tone] : ''}${text}`,
  );
  expect(said).toEqual(expect.arrayContaining(marked));
  expect(said).toContain(`${MARKS[digest.verdict.tone]}${squeezed(digest.verdict.text)}`);
}

/** Conversations of each bot, added up over the rows that a form lists. */
function sums(rows: readonly { readonly bot: string; readonly count: number }[]) {
  const totals = new Map<string, number>();
  for (const { bot, count } of rows) totals.set(bot, (totals.get(bot) ?? 0) + count);
  return totals;
}

const expectedSums = ({ bots, totals }: Digest) =>
  sums(bots.map(({ id, name }) => ({ bot: name, count: totals[id]?.conversations ?? 0 })));

function csvSums(csv: string) {
  const [, table = ''] = /conversations\.csv\r\n(.*?)(?:\r\n# |$)/s.exec(csv) ?? [];
  const [, ...lines] = table.split('\r\n').filter((line) => line !== '');
  return sums(
    lines.map((line) => line.split(',')).map(([, bot = '', count]) => ({ bot, count: Number(count) })),
  );
}

function sheetSums(digest: Digest, sheets: Sheets) {
  const rows = sheets.get('Conversations') ?? [];
  const names = new Set(digest.bots.map(({ name }) => name));
  return sums(
    rows.flatMap(({ B: bot, C: count }) =>
      bot && names.has(bot.text) ? [{ bot: bot.text, count: count?.value ?? 0 }] : [],
    ),
  );
}

test('every form of any digest says the same words and numbers', async () => {
  await fc.assert(
    fc.asyncProperty(digests, async (digest) => {
      const forms = await formsOf(digest);
      expect(JSON.parse(forms.json)).toEqual(digest);
      const words = {
        pdf: await pdfWords(forms.pdf),
        html: htmlWords(forms.html),
        text: squeezed(forms.text),
        slack: slackWords(forms.slack),
        teams: squeezed(cardTexts(readTeamsMessage(forms.teams)).join('')),
        googleChat: htmlWords(googleChatTexts(readGoogleChatMessage(forms.googleChat)).join('')),
      };
      for (const [form, said] of Object.entries(words)) {
        expect(said, form).toContain(figures(digest));
        for (const callout of callouts(digest))
          expect(said, form).toContain(form === 'slack' ? callout.replaceAll('*', '') : callout);
      }
      expectSlackBots(digest, forms);
      const verdict = squeezed(digest.verdict.text);
      for (const said of [words.html, words.text, words.teams, words.googleChat])
        expect(said).toContain(verdict);
      expect(words.slack).toContain(verdict.replaceAll('*', ''));
      for (const line of botLines(digest)) expect(words.pdf).toContain(line);
      const sheets = await shownSheets(forms.xlsx);
      expectSummary(digest, sheets);
      if (digest.bots.length > 1) {
        expect(csvSums(forms.csv)).toEqual(expectedSums(digest));
        expect(sheetSums(digest, sheets)).toEqual(expectedSums(digest));
      }
    }),
    { numRuns: samples(8), seed: 11, endOnFailure: true },
  );
});

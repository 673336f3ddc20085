import { describe, expect, test } from 'vitest';
import type { ReportAnswer, Snapshot } from '../../../../src/chatbot/snapshot.js';
import { composeDigest } from '../../../../src/digest/compose.js';
import type { Digest } from '../../../../src/digest/digest.js';
import { localTime } from '../../../../src/lib/time/zone.js';
import { SALES, SUPPORT, WEEKLY } from '../../../support/digests.js';
import { formsOf } from '../../../support/forms.js';
import { changed, digestConfig, snapshot, withGaps } from '../../../support/snapshot.js';
import { shownSheets } from '../../forms/workbook.js';
import { readPdf } from '../../render/pdf/reading.js';

const weekly = snapshot(WEEKLY);
const composed = (given: Snapshot, locale = 'en-GB') =>
  composeDigest(given, digestConfig(WEEKLY, { locale }));

/** The values of the current window on these weekdays, Monday first, cannot be read. */
const unreadable =
  (weekdays: readonly number[]) =>
  (answer: ReportAnswer): ReportAnswer => {
    const { result } = answer;
    if (result.kind !== 'series' || answer.window !== 'current') return answer;
    const points = result.points.map((point) =>
      weekdays.includes(localTime(WEEKLY.zone, point.at).weekday) ? { ...point, value: null } : point,
    );
    return { ...answer, result: { ...result, points } };
  };

const lacking =
  (bot: string, reports: readonly string[]) =>
  (answer: ReportAnswer, { id }: { readonly id: string }) =>
    id === bot && reports.includes(answer.report) && answer.window === 'current';

const days = (by: Readonly<Record<string, readonly number[]>>) =>
  changed(weekly, (answer, { id }) => unreadable(by[id] ?? [])(answer));

const tileOf = ({ tiles }: Digest, id: string) => tiles.find((tile) => tile.id === id);
const tableOf = ({ sections }: Digest, id: string) => {
  const found = sections.find((section) => section.id === id);
  return found?.kind === 'table' ? found : undefined;
};

type Table = NonNullable<ReturnType<typeof tableOf>>;
const cellOf = ({ columns }: Table, row: Table['total'] | undefined, id: string) =>
  row?.[columns.findIndex((column) => column.id === id)];

describe('a figure that is not whole says so beside itself', () => {
  test.each<{
    title: string;
    given: Snapshot;
    id: string;
    text: RegExp;
    known: object;
    change: boolean;
  }>([
    {
      title: 'where all is known, nothing',
      given: weekly,
      id: 'conversations',
      text: /^1,734$/,
      known: { steps: 7, of: 7, bots: 2, ofBots: 2 },
      change: true,
    },
    {
      title: 'without three days of all bots',
      given: days({ support: [5, 6, 7], sales: [5, 6, 7] }),
      id: 'conversations',
      text: /^[\d,]+ · 4 of 7 days$/,
      known: { steps: 4, of: 7, bots: 2, ofBots: 2 },
      change: false,
    },
    {
      title: 'without one day of one bot',
      given: days({ sales: [3] }),
      id: 'messages',
      text: /^[\d,]+ · 6 of 7 days$/,
      known: { steps: 6, of: 7, bots: 2, ofBots: 2 },
      change: false,
    },
    {
      title: 'without a bot',
      given: withGaps(weekly, 'server-error', lacking('sales', ['conversations'])),
      id: 'conversations',
      text: /^[\d,]+ · 1 of 2 bots$/,
      known: { steps: 7, of: 7, bots: 1, ofBots: 2 },
      change: true,
    },
    {
      title: 'without a bot, and a day of the other',
      given: withGaps(days({ support: [1] }), 'server-error', lacking('sales', ['paid'])),
      id: 'paid',
      text: /^[\d,]+ · 1 of 2 bots, 6 of 7 days$/,
      known: { steps: 6, of: 7, bots: 1, ofBots: 2 },
      change: false,
    },
    {
      title: 'where no day has all bots',
      given: days({ support: [1, 2, 3, 4], sales: [4, 5, 6, 7] }),
      id: 'conversations',
      text: /^[\d,]+ · in part$/,
      known: { steps: 0, of: 7, bots: 2, ofBots: 2 },
      change: false,
    },
    {
      title: 'of messages each, which need both',
      given: withGaps(weekly, 'server-error', lacking('sales', ['messages'])),
      id: 'messagesPerConversation',
      text: /^[\d.]+ · 1 of 2 bots$/,
      known: { steps: 7, of: 7, bots: 1, ofBots: 2 },
      change: true,
    },
    {
      title: 'of the fallback rate',
      given: withGaps(weekly, 'server-error', lacking('sales', ['interactions'])),
      id: 'fallbackRate',
      text: /^[\d.]+% · 1 of 2 bots$/,
      known: { steps: 7, of: 7, bots: 1, ofBots: 2 },
      change: true,
    },
    {
      title: 'but not where there is none',
      given: withGaps(weekly, 'server-error', ({ report }) => report === 'paid'),
      id: 'paid',
      text: /^Server error$/,
      known: { steps: 0, of: 7, bots: 0, ofBots: 2 },
      change: false,
    },
  ])('$title', ({ given, id, text, known, change }) => {
    const tile = tileOf(composed(given), id);
    expect(tile?.text).toMatch(text);
    expect(tile?.known).toEqual(known);
    expect(tile?.change !== null).toBe(change);
  });

  test('in the tables by bot and by source, and in their totals', () => {
    const partial = composed(days({ sales: [6, 7] }));
    const bots = tableOf(partial, 'by-bot');
    expect(
      bots?.rows.map((row) => {
        const cell = (id: string) => cellOf(bots, row, id);
        return [cell('name')?.text, cell('value')?.known?.steps, cell('change')?.text !== ''];
      }),
    ).toEqual([
      ['Sales bot', 5, false],
      ['Support bot', undefined, true],
    ]);
    expect(bots && cellOf(bots, bots.rows[0], 'value')?.text).toMatch(/ · 5 of 7 days$/);
    expect(bots && cellOf(bots, bots.total, 'value')?.text).toMatch(/ · 5 of 7 days$/);
    const alone = composed(
      withGaps(weekly, 'server-error', lacking('sales', ['conversations', 'interactions'])),
    );
    const sources = tableOf(alone, 'by-source');
    for (const row of [...(sources?.rows ?? []), sources?.total ?? []])
      expect(row[1]?.text).toMatch(/ · 1 of 2 bots$/);
    const fallbacks = tableOf(alone, 'fallbacks');
    expect(fallbacks?.rows.length).toBeGreaterThan(0);
    for (const row of fallbacks?.rows ?? [])
      expect(fallbacks && cellOf(fallbacks, row, 'value')?.text).toMatch(/ · 1 of 2 bots$/);
    expect(alone.headline).toContain('Volume was usual (1,122 · 1 of 2 bots).');
  });

  test('in the sentences', () => {
    const doubled = { ...SUPPORT, weekdays: SUPPORT.weekdays.map((count) => 2 * count) };
    const { callouts, sections } = composed(
      withGaps(
        snapshot({ ...WEEKLY, bots: [doubled, SALES] }),
        'server-error',
        (_answer, { id }) => id === 'sales',
      ),
    );
    const said = callouts.items.map(({ heading, body }) => `${heading}${body}`);
    const figures = said.filter((sentence) =>
      /(conversations as before|^Fallback rate|^\w+day)/.test(sentence),
    );
    expect(figures.length).toBeGreaterThan(2);
    for (const sentence of figures) expect(sentence).toContain(' · 1 of 2 bots');
    for (const { id, alt } of sections.filter(({ id }) =>
      ['conversations', 'paid', 'messages', 'heatmap'].includes(id),
    ))
      expect([id, alt.includes(' · 1 of 2 bots')]).toEqual([id, true]);
  });

  test.each([
    ['en-GB', '4 of 7 days'],
    ['de-DE', '4 von 7 Tagen'],
    ['fr-FR', '4 sur 7 jours'],
    ['es-ES', '4 de 7 días'],
    ['pl-PL', '4 z 7 dni'],
    ['uk-UA', '4 з 7 днів'],
  ])('in %s', (locale, words) => {
    const digest = composed(days({ support: [5, 6, 7] }), locale);
    expect(tileOf(digest, 'conversations')?.text).toContain(` · ${words}`);
  });

  test('in every form', async () => {
    const digest = composed(days({ support: [5, 6, 7], sales: [5, 6, 7] }));
    const { html, text, slack, pdf, xlsx, csv, json } = await formsOf(digest);
    const figures = digest.tiles.filter(({ id }) => id !== 'fallbackRate').map((tile) => tile.text);
    expect(figures).toHaveLength(4);
    const { pages } = await readPdf(pdf);
    const printed = pages.flatMap(({ boxes }) => boxes.map((box) => box.text)).join(' ');
    const sheets = await shownSheets(xlsx);
    const summary = [...(sheets.values().next().value ?? [])].map((row) => row.B?.text);
    for (const figure of figures) {
      expect(figure).toContain(' · 4 of 7 days');
      expect(html.replace(/<[^>]+>/g, '')).toContain(figure);
      for (const form of [text, slack, json]) expect(form).toContain(figure);
      expect(printed.replace(/\s+/g, ' ')).toContain(figure);
      expect(summary).toContain(figure);
    }
    const totals = (sheets.get('Conversations') ?? []).map((row) => row.C?.text);
    expect(totals).toContain(tileOf(digest, 'conversations')?.text);
    const friday = csv.split('\r\n').filter((line) => line.startsWith('2026-11-20,'));
    expect(friday.map((line) => line.split(',')[2])).toEqual(friday.map(() => ''));
  });
});

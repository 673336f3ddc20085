import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compactCount, compactCounts } from '../../../../../src/chart/compact.js';
import type { Digest, TableSection, Tile } from '../../../../../src/digest/digest.js';
import { createFormat } from '../../../../../src/digest/language/format.js';
import { wordsOf } from '../../../../../src/digest/language/words.js';
import { createFontLoader } from '../../../../../src/render/fonts/font-loader.js';
import { createTextTools } from '../../../../../src/render/pdf/document/document.js';
import type { LayoutBlock } from '../../../../../src/render/pdf/page/block.js';
import type { TextItem } from '../../../../../src/render/pdf/page/draw-item.js';
import { type LayoutContext, stylesOf } from '../../../../../src/render/pdf/page/layout-context.js';
import { tableBlocks } from '../../../../../src/render/pdf/parts/table.js';
import { tilesBlock } from '../../../../../src/render/pdf/parts/tiles.js';
import { sampleTheme } from '../../../../support/render-context.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import { samples } from '../../../../support/samples.js';

const LOCALES = [
  'en-GB',
  'de-CH',
  'fr-FR',
  'pl-PL',
  'uk-UA',
  'hi-IN',
  'fa-IR',
  'ar-EG',
  'he-IL',
  'ja-JP',
  'ko-KR',
];
/** Of the text on A4 and on Letter, in points. */
const COLUMNS = [499.28, 516];
const loader = createFontLoader();
const digits = LOCALES.map((locale) => createFormat(locale, 'UTC')).flatMap((format) => [
  format.count(1234567890),
  format.percent(0.1234567),
  format.signed(-1),
  ...[1e7, 1e8, 1e9, 1e12, 1e15].map((value) => compactCount(value, '', format.locale)),
]);
const words = [...digits, 'points from usual □…'];
const { measure } = createTextTools(await loader.load(words, { own: null, locale: 'en-GB' }));

const settingOf = (width: number): LayoutContext => ({
  theme: sampleTheme,
  locale: 'en-GB',
  words: wordsOf(sampleDigest()),
  restLabels: new Set(),
  direction: 'ltr',
  styles: stylesOf(sampleTheme),
  width,
  measure,
  density: 1,
});

/** Of any magnitude: as many are short as long. */
const amount = fc
  .record({ digits: fc.integer({ min: 0, max: 16 }), part: fc.double({ min: 0.1, max: 1, noNaN: true }) })
  .map(({ digits: length, part }) => Math.round(10 ** length * part));

const anyTiles = fc
  .record({
    locale: fc.constantFrom(...LOCALES),
    width: fc.constantFrom(...COLUMNS),
    amounts: fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 5 }),
  })
  .map(({ locale, width, amounts }) => {
    const format = createFormat(locale, 'UTC');
    const [first] = sampleDigest().tiles;
    const tiles = amounts.map(([value, previous]): Tile => {
      const change = {
        direction: 'up',
        tone: 'good',
        unit: 'count',
        amount: value,
        text: format.signed(value),
      };
      return {
        ...(first as Tile),
        value,
        text: format.count(value),
        previous,
        previousText: `from ${format.count(previous)}`,
        usual: { low: 1, high: 2, text: 'usual 1\u00a0–\u00a02' },
        change: { ...first?.change, ...change } as Tile['change'],
      };
    });
    return { tiles, width, locale };
  });

const textMarks = ({ items }: LayoutBlock) => items.filter((mark): mark is TextItem => mark.kind === 'text');
/** The letters of marks, in no order: where a line turns, its parts stand by themselves. */
const letters = (text: string) => [...text.replace(/[\s\u200e\u200f\u061c]/g, '')].sort().join('');
const lettersOf = (marks: readonly TextItem[]) => letters(marks.map(({ text }) => text).join(''));
const endOf = ({ x, text, style, direction }: TextItem) => x + measure(text, style, direction).width;

test('no figure of a tile is cut, leaves its column or is set larger than its neighbours', () => {
  fc.assert(
    fc.property(anyTiles, ({ tiles, width, locale }) => {
      const block = tilesBlock({ ...sampleDigest(), tiles, locale }, { ...settingOf(width), locale });
      const shown = (value: number | null, text: string) => compactCounts([value], text, locale);
      const column = width / tiles.length;
      const marks = textMarks(block);
      tiles.forEach(({ text, value, change, previous, previousText, usual }, index) => {
        const own = marks.filter(({ x }) => x >= column * index && x < column * (index + 1));
        for (const mark of own) expect(endOf(mark)).toBeLessThanOrEqual(column * (index + 1));
        expect(lettersOf(own.filter(({ y }) => y === 42))).toBe(letters(compactCount(value, text, locale)));
        expect(lettersOf(own.filter(({ y }) => y === 57.5))).toBe(letters(`▲${change?.text}`));
        const before = own.filter(({ y }) => y > 57.5);
        expect(lettersOf(before)).toBe(letters(`${shown(previous, previousText ?? '')}${usual?.text ?? ''}`));
      });
      expect(new Set(marks.filter(({ y }) => y === 42).map(({ style }) => style.size)).size).toBe(1);
    }),
    { numRuns: samples(100) },
  );
});

const table = (rows: readonly (readonly string[])[]): TableSection => {
  const section = sampleDigest().sections.find((one) => one.kind === 'table' && one.id === 'by-bot');
  const [name, ...figures] = (section as TableSection).columns;
  const columns = [name, ...(rows[0] ?? []).map((_cell, index) => figures[index % figures.length])];
  const cells = rows.map((row) =>
    ['A bot of some name', ...row].map((text) => ({ text, value: 1, change: null })),
  );
  return { ...(section as TableSection), columns, rows: cells, total: cells[0] } as TableSection;
};

test('a figure that is as usual is compared with what is usual, in grey, and not with the window before', () => {
  const [tile] = sampleDigest().tiles;
  const change = {
    ...tile?.change,
    direction: 'same',
    tone: 'muted',
    text: 'about as usual',
  } as Tile['change'];
  const block = tilesBlock({ ...sampleDigest(), tiles: [{ ...(tile as Tile), change }] }, settingOf(499));
  const texts = textMarks(block).map(({ text }) => text);
  expect(texts).toContain('about as usual');
  expect(texts.join(' ')).toContain(tile?.usual?.text);
  expect(texts.join(' ')).not.toContain(tile?.previousText);
});

test.each([
  [false, sampleTheme.attention],
  [true, sampleTheme.secondary],
  [null, sampleTheme.secondary],
])('a goal is one more line of its tile, in the warning colour when missed (met: %s)', (met, color) => {
  const [tile] = sampleDigest().tiles;
  const goal = { side: 'above', limit: 2000, met, text: 'points from usual' } as const;
  const block = tilesBlock({ ...sampleDigest(), tiles: [{ ...(tile as Tile), goal }] }, settingOf(499));
  const marks = textMarks(block);
  const own = marks.filter(({ text }) => text === goal.text);
  expect(own.map(({ style }) => style.color)).toEqual([color]);
  expect(own[0]?.y).toBe(Math.max(...marks.map(({ y }) => y)));
  expect(own[0]?.y).toBeLessThan(block.height);
});

test('sparklines are drawn only where no section shows weeks', () => {
  const dots = (sections: Digest['sections']) =>
    tilesBlock({ ...sampleDigest(), sections }, settingOf(499)).items.filter(({ kind }) => kind === 'dot');
  const { sections } = sampleDigest();
  expect(dots(sections)).toHaveLength(0);
  expect(dots(sections.filter(({ id }) => !id.endsWith('weeks')))).toHaveLength(4);
});

test('no figure of a table is cut or leaves its column', () => {
  const row = fc.array(amount, { minLength: 3, maxLength: 3 });
  const rows = fc.record({
    locale: fc.constantFrom(...LOCALES),
    width: fc.constantFrom(...COLUMNS),
    amounts: fc.array(row, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(rows, ({ locale, width, amounts }) => {
      const format = createFormat(locale, 'UTC');
      const texts = amounts.map((one) => one.map((value) => format.count(value)));
      const blocks = tableBlocks(table(texts), settingOf(width)).slice(1, 1 + texts.length);
      blocks.forEach((block, index) => {
        const own = textMarks(block);
        const ends = own.map(endOf);
        expect(lettersOf(own.filter(({ x }) => x > 0))).toBe(letters(texts[index]?.join('') ?? ''));
        expect(Math.max(...ends)).toBeLessThanOrEqual(width + 0.01);
        own.forEach(({ x }, at) => {
          if (at > 0) expect(x).toBeGreaterThanOrEqual((ends[at - 1] ?? 0) - 0.01);
        });
      });
    }),
    { numRuns: samples(100) },
  );
});

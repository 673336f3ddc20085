import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from '../../../../src/digest/language/words.js';
import { layOutPages } from '../../../../src/render/pdf/layout.js';
import type { LayoutBlock } from '../../../../src/render/pdf/page/block.js';
import { balanced, type PlacedPage, paginate } from '../../../../src/render/pdf/page/paginate.js';
import { PAPERS } from '../../../../src/render/pdf/page/paper.js';
import { ROOT } from '../../../../src/render/pdf/page/tag.js';
import { inLine, paragraph, wrapped } from '../../../../src/render/pdf/text/paragraph.js';
import { sampleTheme } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { recordingSurface } from './recording.js';

const COLUMN = { left: 10, top: 20, bottom: 120 };
const STYLE = { size: 10, weight: 400, color: '#000000' } as const;
const { measure } = recordingSurface();

const block = (name: string, height: number, more: Partial<LayoutBlock> = {}): LayoutBlock => ({
  height,
  gap: 0,
  keep: false,
  items: [{ kind: 'text', x: 0, y: 0, text: name, style: STYLE, direction: 'ltr', tag: null }],
  ...more,
});
const contents = (pages: readonly PlacedPage[]) =>
  pages.map(({ items }) =>
    items.map((mark) => (mark.kind === 'text' ? `${mark.text}@${mark.y}` : mark.kind)),
  );
const lines = (text: string, width: number) =>
  wrapped([{ text, style: STYLE }], width, measure).map((line) => line.map((run) => run.text).join(''));

test('blocks flow down a page with their gaps and drop the gap on top of the next', () => {
  const blocks = [block('a', 60, { gap: 5 }), block('b', 30, { gap: 5 }), block('c', 30, { gap: 5 })];
  expect(contents(paginate(blocks, COLUMN))).toEqual([['a@20', 'b@85'], ['c@20']]);
});

test('a heading moves to the next page with what it stands over', () => {
  const blocks = [block('a', 70), block('heading', 10, { keep: true }), block('chart', 40)];
  expect(contents(paginate(blocks, COLUMN))).toEqual([['a@20'], ['heading@20', 'chart@30']]);
});

test('a table that breaks repeats its header, and only then', () => {
  const header = block('header', 10, { keep: true });
  const row = (name: string) => block(name, 40, { repeat: block('again', 10) });
  expect(contents(paginate([header, row('1'), row('2'), row('3')], COLUMN))).toEqual([
    ['header@20', '1@30', '2@70'],
    ['again@20', '3@30'],
  ]);
});

test('no block is lost, and none lies below its page unless it is taller than one', () => {
  const sizes = fc.record({
    height: fc.integer({ min: 1, max: 100 }),
    gap: fc.integer({ min: 0, max: 30 }),
    keep: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(sizes, { minLength: 1, maxLength: 40 }), (list) => {
      const pages = paginate(
        list.map(({ height, ...more }, index) => block(`${index}:${height}`, height, more)),
        COLUMN,
      );
      const placed = contents(pages).flat();
      expect(placed.map((text) => text.split('@')[0])).toEqual(
        list.map(({ height }, index) => `${index}:${height}`),
      );
      for (const text of placed) {
        const [, height, y] = /:(\d+)@(\d+)/.exec(text) ?? [];
        expect(Number(y) + Number(height)).toBeLessThanOrEqual(COLUMN.bottom);
      }
    }),
  );
});

test('lines break at spaces, and inside a word only where it is wider than the line', () => {
  expect(lines('one two three', 35)).toEqual(['one two', 'three']);
  expect(lines('a incomprehensible b', 35)).toEqual(['a', 'incompr', 'ehensib', 'le b']);
  expect(lines('no\u00a0break here', 45)).toEqual(['no\u00a0break', 'here']);
  expect(lines('', 45)).toEqual(['']);
});

test.each(['ああああああ', 'aaaaaa'])('letters of “%s” that meet may take more room than alone', (text) => {
  const apart: typeof measure = (part, style) => ({
    ...measure(part, style),
    width: part.length * 5 + Math.max(part.length - 1, 0) * 0.5,
  });
  const broken = wrapped([{ text, style: STYLE }], 25, apart).map((line) => line.map((run) => run.text));
  expect(broken.map((line) => line.join('').length)).toEqual([4, 2]);
});

test('what stands behind words that run the other way stands behind them as they are drawn', () => {
  const wide: typeof measure = (part, style, direction) => ({
    ...measure(part, style),
    width: part.length * (direction === 'rtl' ? 6 : 5),
  });
  const marks = inLine(
    [{ text: 'שלום ab', style: STYLE }],
    { x: 0, y: 0, tag: null, direction: 'ltr' },
    wide,
  );
  expect(marks.map(({ text, x }) => [text, x])).toEqual([
    ['שלום', 0],
    [' ab', 24],
  ]);
});

test('a word that changes its style in the middle is not broken there', () => {
  const bold = { ...STYLE, weight: 600 } as const;
  const broken = wrapped(
    [
      { text: 'up to 8%', style: bold },
      { text: '; more', style: STYLE },
    ],
    40,
    measure,
  );
  expect(broken.map((line) => line.map((run) => run.text))).toEqual([['up to'], ['8%', '; more']]);
});

test('text that is too long ends with an ellipsis on its last line', () => {
  const { items } = paragraph(
    [{ text: 'one two three four', style: STYLE }],
    { measure, width: 35, direction: 'ltr' },
    { tag: ROOT, leading: 12, gap: 0, most: 2 },
  );
  expect(items.map((mark) => (mark.kind === 'text' ? mark.text : ''))).toEqual(['one two', 'three…']);
});

test('wherever the pages break, no heading stands alone at the bottom of one', () => {
  const sections = sampleDigest().sections.map((section) => ({ ...section, emptyText: 'Nothing.' }));
  for (const digest of [sampleDigest(), sampleDigest({ sections })]) {
    for (let height = 500; height < 900; height += 5) {
      const sheet = { width: PAPERS.A4.width, height };
      for (const { items } of layOutPages({
        digest,
        theme: sampleTheme,
        sheet,
        logo: null,
        measure,
        words: wordsOf(digest),
      })) {
        const tagged = items.filter((mark) => 'tag' in mark && mark.tag !== null);
        const last = tagged.at(-1);
        expect(last?.kind === 'text' && last.style.size === 12 ? last.text : null, `${height} pt`).toBeNull();
      }
    }
  }
});

test('what leans together moves to the next page over a small hole, and breaks where the hole would be large', () => {
  const lean = (name: string) => block(name, 30, { flexible: true });
  const rows = [lean('1'), lean('2'), block('3', 30)];
  expect(contents(paginate([block('above', 70), ...rows], COLUMN))).toEqual([
    ['above@20'],
    ['1@20', '2@50', '3@80'],
  ]);
  expect(contents(paginate([block('above', 20), ...rows], COLUMN))).toEqual([
    ['above@20', '1@40', '2@70'],
    ['3@20'],
  ]);
});

test('a last page that is half empty takes the section before, and only where no page is emptier for it', () => {
  const section = (name: string, height: number) =>
    block(name, height, { anchors: [{ id: name, title: name }] });
  const long = [section('1', 30), section('2', 30), section('3', 30), section('4', 20)];
  expect(contents(paginate(long, COLUMN)).map(({ length }) => length)).toEqual([3, 1]);
  expect(contents(balanced(long, COLUMN))).toEqual([
    ['1@20', '2@50'],
    ['3@20', '4@50'],
  ]);
  const full = [section('1', 95), section('2', 20)];
  expect(contents(balanced(full, COLUMN))).toEqual([['1@20'], ['2@20']]);
  const even = [section('1', 60), section('2', 50), section('3', 10)];
  expect(contents(balanced(even, COLUMN))).toEqual([['1@20'], ['2@20', '3@70']]);
});

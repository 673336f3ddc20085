import { expect, test } from 'vitest';
import { bandColor } from '../../../../../src/chart/marks/band.js';
import type { TableSection } from '../../../../../src/digest/digest.js';
import { wordsOf } from '../../../../../src/digest/language/words.js';
import type { LayoutBlock } from '../../../../../src/render/pdf/page/block.js';
import type { TextItem } from '../../../../../src/render/pdf/page/draw-item.js';
import { type LayoutContext, stylesOf } from '../../../../../src/render/pdf/page/layout-context.js';
import { tableBlocks } from '../../../../../src/render/pdf/parts/table.js';
import { sampleTheme } from '../../../../support/render-context.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import { recordingSurface } from '../recording.js';

const words = wordsOf(sampleDigest());
const layout: LayoutContext = {
  theme: sampleTheme,
  locale: 'en-GB',
  words,
  restLabels: new Set(['Other steps (2)']),
  direction: 'ltr',
  styles: stylesOf(sampleTheme),
  width: 800,
  measure: recordingSurface().measure,
  density: 1,
};

const named = (id: string): TableSection => {
  const section = sampleDigest().sections.find((one) => one.id === id);
  if (section?.kind !== 'table') throw new Error(`The sample has no table "${id}".`);
  return section;
};
const textsOf = ({ items }: LayoutBlock) => items.filter((item): item is TextItem => item.kind === 'text');
const barsOf = ({ items }: LayoutBlock, color: string) =>
  items.filter((item) => item.kind === 'bar' && item.color === color);

test('a row of the scorecard has a line from zero with its band and a dot at its end, on the scale of all rows', () => {
  const [, sales, support] = tableBlocks(named('by-bot'), layout);
  const ends = [sales, support].map((row) => row?.items.find(({ kind }) => kind === 'dot'));
  for (const row of [sales, support]) {
    expect(
      row?.items.filter(
        ({ kind, ...item }) => kind === 'line' && 'points' in item && item.points.length === 13,
      ),
    ).toHaveLength(1);
    expect(barsOf(row as LayoutBlock, bandColor({ ...sampleTheme, paper: '#ffffff' }))).toHaveLength(1);
  }
  const [small, large] = ends.map((end) => (end?.kind === 'dot' ? end.y : 0));
  expect(large).toBeLessThan(small ?? 0);
});

test('points stand without their unit, what is usual in few words, and what is to be looked at in the warning colour', () => {
  const [, sales, support] = tableBlocks(named('by-bot'), layout);
  const texts = textsOf(sales as LayoutBlock);
  expect(texts.map(({ text }) => text)).toContain('▲ 3.1');
  expect(texts.find(({ text }) => text === '10.0%')?.style).toMatchObject({
    weight: 600,
    color: sampleTheme.attention,
  });
  expect(textsOf(support as LayoutBlock).map(({ text }) => text)).toContain(words.say('change.usualShort'));
});

test('the row of the rest draws no bar, and does not set the scale of the others', () => {
  const section = named('fallbacks');
  const rest = section.rows[0]?.map((cell, index) =>
    index === 0 ? { value: 'Other steps (2)', text: 'Other steps (2)' } : { ...cell, value: 1 },
  );
  const blocks = tableBlocks({ ...section, rows: [...section.rows, rest ?? []] }, layout);
  const bars = blocks.map((block) => barsOf(block, sampleTheme.bar));
  expect(bars.map(({ length }) => length)).toEqual([0, ...section.rows.map(() => 1), 0]);
  const [first] = bars[1] ?? [];
  expect(first?.kind === 'bar' && first.width).toBeGreaterThan(70);
});

test('names wrap, and are cut where they do not differ if that is not enough', () => {
  const section = named('by-bot');
  const long = 'Customer service and returns assistant of the shop in the very large city centre of ';
  const rows = ['North', 'South'].map((end, index) => [
    { value: end, text: `${long}${end}` },
    ...(section.rows[index]?.slice(1) ?? []),
  ]);
  const blocks = tableBlocks({ ...section, rows }, { ...layout, width: 520 }).slice(1, 3);
  const names = blocks.map((block) =>
    textsOf(block)
      .filter(({ x }) => x === 0)
      .map(({ text }) => text),
  );
  expect(names.map(({ length }) => length)).toEqual([2, 2]);
  expect(names.map((lines) => lines.at(-1)?.split(/[\s…]/).at(-1))).toEqual(['North', 'South']);
  expect(blocks[0]?.height).toBeGreaterThan(22);
});

test.each([
  ['A4', 841.89],
  ['Letter', 792],
])('fifty bots fit on a page of %s', (_paper, height) => {
  const section = named('by-bot');
  const rows = Array.from({ length: 50 }, (_row, index) => section.rows[index % 2] ?? []);
  const blocks = tableBlocks({ ...section, rows }, layout);
  const total = blocks.reduce((sum, block) => sum + block.height, 0);
  expect(total).toBeLessThan(height - 44 - 58 - 45);
});

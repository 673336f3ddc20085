import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, Path2D, type SKRSContext2D } from '@napi-rs/canvas';
import type { Chart } from 'chart.js';
import subsetFont from 'subset-font';
import { expect, test } from 'vitest';
import { createFontLoader } from '../../../../src/render/fonts/font-loader.js';
import { INTER } from '../../../../src/render/fonts/inter.js';
import { createTypesetter } from '../../../../src/render/fonts/typesetter.js';
import { createPdfRenderer } from '../../../../src/render/pdf/pdf.js';
import { createTextPainter } from '../../../../src/render/png/text-painter.js';
import { remembered } from '../../../support/remembered.js';
import { sampleContext } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { type DrawnGlyph, drawnGlyphs } from './drawn.js';

const renderer = createPdfRenderer();
const loader = createFontLoader();
const lettering = createTextPainter();
/** Of a title in the PDF. */
const SIZE = 21;
/** Where a page's first line of text begins, on its baseline. */
const ORIGIN = { x: 48, y: 64.56 };

const titleGlyphs = remembered(async (title: string): Promise<readonly DrawnGlyph[]> => {
  const digest = sampleDigest({ title, tiles: [], sections: [] });
  const [file] = await renderer.render(digest, renderer.options.parse({}), sampleContext());
  return drawnGlyphs(file?.bytes ?? Buffer.of(), SIZE);
});

/** The outlines by which a character may be drawn alone: as it is, or as a figure as wide as others. */
async function outlinesOf(character: string): Promise<string[]> {
  const { main, others } = await loader.load([character], { own: null, locale: 'en-GB' });
  const face = others.get(character)?.[600] ?? main[600][0];
  if (!face) throw new Error(`No font has ${character}.`);
  const font = face.font as unknown as { layout(text: string, features: object): { glyphs: Outlined[] } };
  const shaped = [font.layout(character, {}), font.layout(character, { tnum: true })];
  return shaped.flatMap(({ glyphs }) => glyphs.map(({ path }) => path.toSVG()));
}

interface Outlined {
  readonly path: { toSVG(): string };
}

/** Those of `characters` that a title is drawn with, from left to right. */
async function drawnFromLeft(title: string, characters: string): Promise<string> {
  const known = new Map<string, string>();
  for (const character of characters)
    for (const outline of await outlinesOf(character))
      if (outline !== '' && !known.has(outline)) known.set(outline, character);
  const glyphs = (await titleGlyphs(title)).toSorted((one, other) => one.x - other.x);
  return glyphs.map(({ path }) => known.get(path) ?? '').join('');
}

test.each([
  ['Report ۱۲۳۴', '۱۲۳۴'],
  ['Report ١٢٣٤', '١٢٣٤'],
  ['۱۹٬۹۰۲', '۱۹٬۹۰۲'],
  ['١٩٬٩٠٢', '١٩٬٩٠٢'],
  ['8.1 ٪۸٫۱', '8.1٪۸٫۱'],
  ['−۹۴ +۶۱', '−۹۴+۶۱'],
  ['پشتیبانی ۱۲۳', '۱۲۳'],
  ['پشتیبانی ۱۲۳ 456', '456۱۲۳'],
  ['דוח ١٢٣', '١٢٣'],
  ['דוח 12.5', '12.5'],
  ['تقرير 42 سلام ١٢٣', '١٢٣42'],
  ['(۱۲۳)', '(۱۲۳)'],
  ['Bot 7 ربات ۸۹', '7۸۹'],
  ['Rate is \u200e٤٫٩٪\u061c\u200e; \u200e١٤\u200e of', '٪٤٫٩١٤'],
  ['Fell to \u200e٣٧٥\u200e; \u200eبوت ١٢\u200e', '٣٧٥١٢'],
  ['\u200e−۹۴', '−۹۴'],
])('the figures of “%s” are drawn from left to right as %s', async (title, drawn) => {
  expect(await drawnFromLeft(title, drawn)).toBe(drawn);
});

const [ZOOM, BLOCK] = [4, 8];
const [WIDTH, HEIGHT] = [2400, 200];
const START = { x: 40, y: 120 };

/** How much ink a line of text leaves in each block of a picture. */
function inked(draw: (ink: SKRSContext2D) => void): number[] {
  const ink = createCanvas(WIDTH, HEIGHT).getContext('2d');
  draw(ink);
  const { data } = ink.getImageData(0, 0, WIDTH, HEIGHT);
  const blocks = new Array<number>((WIDTH / BLOCK) * (HEIGHT / BLOCK)).fill(0);
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) {
      const block = Math.floor(y / BLOCK) * (WIDTH / BLOCK) + Math.floor(x / BLOCK);
      blocks[block] = (blocks[block] ?? 0) + (data[(y * WIDTH + x) * 4 + 3] ?? 0);
    }
  return blocks;
}

async function drawnByPdf(title: string): Promise<number[]> {
  const glyphs = await titleGlyphs(title);
  return inked((ink) => {
    for (const { x, y, path, scale } of glyphs) {
      const at = { x: (x - ORIGIN.x) * ZOOM + START.x, y: (y - ORIGIN.y) * ZOOM + START.y };
      ink.setTransform(scale * ZOOM, 0, 0, -scale * ZOOM, at.x, at.y);
      ink.fill(new Path2D(path));
    }
  });
}

async function painted(title: string): Promise<number[]> {
  const faces = await loader.load([title], { own: null, locale: 'en-GB' });
  return inked((ink) => {
    lettering(faces).beforeInit?.({ ctx: ink } as unknown as Chart, {}, {});
    ink.font = `600 ${SIZE * ZOOM}px Inter`;
    ink.fillText(title, START.x, START.y);
  });
}

/** Fonts shape alike but place on whole pixels or not; letters that stand alone differ by more than a third. */
const ALIKE = 0.12;

const WORDS = [
  ...['تقرير', 'الأسبوع', 'سلام', 'لا', 'بلا', 'الإلا', 'آلاف', 'والآن', 'محمّد', 'مُحَمَّدٌ', 'اللّٰه'],
  ...[
    'كـــتاب',
    'می‌خواهم',
    'پشتیبانی',
    'گفتگوی',
    'ژاله',
    'ٹکٹ',
    'ڈیسک',
    'ہے',
    'شَيْء',
    'تمیکه',
    'שָׁלוֹם',
    'תמיכה',
  ],
];

test.each(WORDS)('“%s” is drawn in the PDF as in a picture', async (word) => {
  const [drawn, picture] = [await drawnByPdf(word), await painted(word)];
  const whole = picture.reduce((sum, ink) => sum + ink, 0);
  const other = picture.reduce((sum, ink, index) => sum + Math.abs(ink - (drawn[index] ?? 0)), 0);
  expect(whole).toBeGreaterThan(0);
  expect(other / whole).toBeLessThan(ALIKE);
});

test.each([
  ['', ' الأسبوع'],
  ['الأسبوع ', ''],
  ['الأسبوع ', ' الأسبوع'],
  ['Bot ', ''],
  ['24 ', ' 12'],
  ['۱۲۳ ', '!'],
  ['(', ')'],
  ['“', '”, Bot'],
  ['בוט ', ', 5%'],
])('letters join between “%s” and “%s” as they do alone', async (before, after) => {
  const pathsOf = async (title: string) => {
    const glyphs = await titleGlyphs(title);
    return glyphs.toSorted((one, other) => one.x - other.x).map(({ path }) => path);
  };
  const [alone, among] = [await pathsOf('پشتیبانی'), await pathsOf(`${before}پشتیبانی${after}`)];
  expect(among.join('\n')).toContain(alone.join('\n'));
});

test('a word of which the theme’s own font lacks a letter is set whole in one that has it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'own-font-'));
  const file = join(folder, 'own.ttf');
  const { others } = await loader.load(['پشتیبانی'], { own: null, locale: 'fa-IR' });
  writeFileSync(file, await subsetFont(Buffer.from(others.get('پ')?.[400].bytes ?? []), 'شتیبان ABC'));
  const own = { regular: file, medium: file, semibold: file };
  const faces = await createFontLoader().load(['پشتیبانی', 'شتاب'], { own, locale: 'fa-IR' });
  const typeset = createTypesetter(faces);
  expect(typeset('شتاب', 400, 'auto').map(({ font }) => font.name)).toEqual([file]);
  expect(typeset('شتاب پشتیبانی', 400, 'auto').map(({ text, font }) => [text, font.name])).toEqual([
    ['شتاب', file],
    [' ', INTER[400]],
    ['پشتیبانی', 'noto-sans-arabic-arabic-400'],
  ]);
  rmSync(folder, { recursive: true });
});

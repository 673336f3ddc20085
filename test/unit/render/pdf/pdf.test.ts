import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Digest } from '../../../../src/digest/digest.js';
import { createPdfRenderer } from '../../../../src/render/pdf/pdf.js';
import { everywhere } from '../../../support/everywhere.js';
import { expectGolden } from '../../../support/golden.js';
import { remembered } from '../../../support/remembered.js';
import { sampleContext, sampleTheme } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { faultsOf } from './faults.js';
import { listing, readPdf } from './reading.js';
import { variants } from './variants.js';

const renderer = createPdfRenderer();

async function renderAnew(digest: Digest, theme = sampleTheme) {
  const [file] = await renderer.render(digest, renderer.options.parse({}), sampleContext({ theme }));
  if (!file) throw new Error('There is no PDF.');
  return file;
}

const render = remembered(renderAnew);
const fileOf = (name: string) => render(variants[name] ?? sampleDigest());

/** What stands above the sections. */
const headOf = (digest: Digest): Digest => ({ ...digest, sections: [] });

test.each(['sample', 'gap', '62 days', 'one bot'])(
  'the text of the "%s" digest stands where it stood',
  async (name) => {
    const { pages } = await readPdf((await fileOf(name)).bytes);
    expectGolden(listing(pages), `pdf/${name.replaceAll(' ', '-')}.txt`);
  },
);

test.each(Object.keys(variants))('nothing is cut, covered or orphaned in the "%s" digest', async (name) => {
  const digest = variants[name] ?? sampleDigest();
  const { pages, bookmarks } = await readPdf((await fileOf(name)).bytes);
  expect(faultsOf(pages)).toEqual([]);
  expect(bookmarks, 'title, callouts, sections, about').toHaveLength(3 + digest.sections.length);
});

test('every section of the sample is announced by its title, in order', async () => {
  const digest = sampleDigest();
  const { pages } = await readPdf((await render(digest)).bytes);
  const headings = pages.flatMap(({ boxes }) =>
    boxes.filter(({ size }) => size === 12).map(({ text }) => text),
  );
  const [weeks, fallbackWeeks, ...others] = digest.sections.map(({ title }) => title);
  expect(headings).toEqual([weeks, fallbackWeeks, digest.labels.callouts, ...others, digest.about.title]);
});

test('the same digest gives the same bytes in every zone and language, and whatever was rendered before', async () => {
  const first = await render(sampleDigest());
  await render(variants['hostile names'] ?? sampleDigest());
  const bytes = await everywhere(async () =>
    Buffer.from((await renderAnew(sampleDigest())).bytes).toString('base64'),
  );
  expect(new Set(bytes)).toEqual(new Set([Buffer.from(first.bytes).toString('base64')]));
  const [fresh] = await createPdfRenderer().render(sampleDigest(), {}, sampleContext());
  expect(fresh?.sha256).toBe(first.sha256);
});

test('the first cell of every row heads it, and the file’s language is that of its words', async () => {
  const digest = sampleDigest();
  const source = Buffer.from((await render(digest)).bytes).toString('latin1');
  const tables = digest.sections.flatMap((section) =>
    section.kind === 'table' && section.columns.length > 1 ? [section] : [],
  );
  const rows = tables.reduce((sum, { rows, total }) => sum + rows.length + (total ? 1 : 0), 0);
  expect(source.split('/Scope /Row').length - 1).toBe(rows);
  const { words, ...context } = sampleContext();
  const [other] = await renderer.render(
    headOf(digest),
    {},
    { ...context, words: { ...words, locale: 'de-CH' } },
  );
  expect(Buffer.from(other?.bytes ?? []).toString('latin1')).toContain('/Lang (de-CH)');
});

test('the file says what it is: title, language, the slot’s time and nothing of today', async () => {
  const file = await render(sampleDigest());
  const { info, bookmarks } = await readPdf(file.bytes);
  expect(info).toMatchObject({
    PDFFormatVersion: '1.7',
    Title: sampleDigest().subject,
    Language: 'en-GB',
    CreationDate: 'D:20261123070000Z',
    ModDate: 'D:20261123070000Z',
  });
  expect(bookmarks.slice(0, 3)).toEqual(['Support bots, week in review', 'Thirteen weeks', 'Fallback rate']);
  expect(file).toMatchObject({
    name: 'weekly-support-2026-W47.pdf',
    mediaType: 'application/pdf',
    role: 'attachment',
    detail: '3 pages',
  });
  expect(file.bytes.length).toBeLessThan(150_000);
});

test('a reader that cannot see gets headings, lists, table cells and what each picture shows', async () => {
  const digest = sampleDigest();
  const { pages } = await readPdf((await render(digest)).bytes);
  const tags = pages.flatMap((page) => page.tags);
  expect(tags.slice(0, 3)).toEqual(['Document', 'H1', 'P']);
  expect(tags).toEqual(expect.arrayContaining(['H2', 'L', 'LI', 'LBody', 'Table', 'TR', 'TH', 'TD']));
  const pictures = digest.sections.filter(({ kind }) => kind !== 'table');
  expect(tags.filter((tag) => tag.startsWith('Figure'))).toEqual(pictures.map(({ alt }) => `Figure: ${alt}`));
});

test.each([
  ['日本語のボット', '日本語のボット'],
  ['客服机器人，订单查询', '客服机器人，订单查询'],
  ['고객 지원 봇', '고객 지원 봇'],
  ['روبوت الدعم', 'روبوت الدعم'],
  ['בוט תמיכה', 'בוט תמיכה'],
  ['Бот підтримки', 'Бот підтримки'],
  ['Ꙁ and ꙁ, in no font', '□ and □, in no font'],
  ['Βοηθός', 'Βοηθός'],
  ['👩‍👩‍👧 🇵🇱 👍🏽 ❤️', '👩‍👩‍👧 🇵🇱 👍🏽 ❤️'],
  ['บอท <script>&\u0000\u0007 \u202Eevil\n\ud800', '□□□ <script>& evil □'],
])('the title "%s" can be read and copied', async (title, copied) => {
  const { pages } = await readPdf((await render(headOf(sampleDigest({ title })))).bytes);
  const words = pages[0]?.boxes.filter(({ size }) => size === 21).map(({ text }) => text);
  expect(words?.join('').replace(/\s/g, '')).toBe(copied.replace(/\s/g, ''));
});

test('letters of one word are joined, and words, numbers and brackets stand in their order from right to left', async () => {
  const title = 'روبوت (الطلبات) 24';
  const { pages } = await readPdf((await render(headOf(sampleDigest({ title })))).bytes);
  const boxes = pages[0]?.boxes.filter(({ size }) => size === 21) ?? [];
  const fromRight = [...boxes].sort((one, other) => other.x - one.x).map(({ text }) => text.trim());
  expect(fromRight.join(' ')).toMatch(/^روبوت .*الطلبات.* 24$/);
});

test('a title with markup leaves the metadata well-formed', async () => {
  const file = await render(headOf(sampleDigest({ subject: 'Q&A <week>' })));
  const xml = Buffer.from(file.bytes).toString('latin1');
  expect(xml).toContain('Q&#38;A &#60;week&#62;');
  expect((await readPdf(file.bytes)).info.Title).toBe('Q&A <week>');
});

test('Letter paper is used when the theme or the options ask for it', async () => {
  const digest = headOf(sampleDigest());
  const byTheme = await readPdf((await render(digest, { ...sampleTheme, paper: 'Letter' })).bytes);
  const [byOption] = await renderer.render(digest, { paper: 'Letter' }, sampleContext());
  expect(byTheme.pages[0]).toMatchObject({ width: 612, height: 792 });
  expect((await readPdf(byOption?.bytes ?? new Uint8Array())).pages[0]).toMatchObject({
    width: 612,
    height: 792,
  });
});

test('the theme’s footer and logo are on the page, and a logo that cannot be read is named', async () => {
  const { pages } = await readPdf(
    (await render(sampleDigest(), { ...sampleTheme, footer: 'Example Ltd' })).bytes,
  );
  expect(pages.map(({ boxes }) => boxes.at(-1)?.text)).toEqual(pages.map(() => 'Example Ltd'));
  await expect(render(sampleDigest(), { ...sampleTheme, logo: '/nowhere/logo.png' })).rejects.toThrow(
    'The logo "/nowhere/logo.png" cannot be read; check theme.logo.',
  );
});

test.each([
  ['qpdf', ['--check'], /No syntax or stream encoding errors/],
  ['pdftotext', ['-layout'], /The bots understood less: 8\.9% of uses/],
])('%s reads every variant', async (tool, options, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'botdigest-pdf-'));
  try {
    for (const name of Object.keys(variants)) {
      const path = join(folder, 'digest.pdf');
      writeFileSync(path, (await fileOf(name)).bytes);
      const output = outputOf(tool, [...options, path, ...(tool === 'pdftotext' ? ['-'] : [])]);
      if (output === null) return console.warn(`${tool} is not installed: it read nothing.`);
      expect(output, name).toMatch(name === 'sample' || tool === 'qpdf' ? expected : /\S/);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** What the tool prints, or null where it is not installed. */
function outputOf(tool: string, args: readonly string[]): string | null {
  try {
    return execFileSync(tool, args, { encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

test('the theme’s own font is used where it has the letters, and the bundled ones elsewhere', async () => {
  const regular = fileURLToPath(new URL('../../../fixtures/config/good/files/brand.ttf', import.meta.url));
  const font = { regular, medium: regular, semibold: regular };
  const file = await render(headOf(sampleDigest({ title: 'ABC xyz 日' })), { ...sampleTheme, font });
  const { pages } = await readPdf(file.bytes);
  const title = pages[0]?.boxes.filter(({ size }) => size === 21).map(({ text }) => text.trim());
  expect(title, 'a text a font').toEqual(['ABC', 'xyz', '日']);
  await expect(
    render(sampleDigest(), { ...sampleTheme, font: { ...font, medium: '/nowhere/x.ttf' } }),
  ).rejects.toThrow('The font "/nowhere/x.ttf" cannot be read; check theme.font.');
});

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Digest } from '../../../../src/digest/digest.js';
import type { Artifact } from '../../../../src/render/artifact.js';
import { createPdfRenderer } from '../../../../src/render/pdf/pdf.js';
import { anyCharacter } from '../../../support/characters.js';
import { expectGolden } from '../../../support/golden.js';
import { sampleContext } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { samples, someOf } from '../../../support/samples.js';
import { faultsOf } from './faults.js';
import { listing, type ReadPage, readPdf } from './reading.js';
import { variants } from './variants.js';

const COMPOSED = new URL('../../../golden/digest/', import.meta.url);
const renderer = createPdfRenderer();

async function render(digest: Digest, paper: 'A4' | 'Letter' = 'A4') {
  const [file] = await renderer.render(digest, { paper }, sampleContext());
  if (!file) throw new Error('There is no PDF.');
  return file;
}

const pagesOf = async (digest: Digest, paper?: 'A4' | 'Letter') =>
  (await readPdf((await render(digest, paper)).bytes)).pages;
const variant = (name: string) => variants[name] ?? sampleDigest();
const composed = (file: string): Digest => JSON.parse(readFileSync(new URL(file, COMPOSED), 'utf8'));
const sourceOf = ({ bytes }: Artifact) => Buffer.from(bytes).toString('latin1');
/** How often the words stand in the file itself. */
const countOf = (file: Artifact, words: string) => sourceOf(file).split(`${words}\n`).length - 1;
/** A digest of which everything above its sections is called so. */
function called(name: string): Digest {
  const { tiles, callouts } = sampleDigest();
  return sampleDigest({
    title: name,
    subject: name,
    subtitle: [name, 'compared'],
    tiles: tiles.map((tile) => ({ ...tile, label: name, text: name })),
    callouts: {
      ...callouts,
      items: [
        {
          rule: 'level',
          section: 'conversations',
          tone: 'neutral',
          about: { bots: [], sources: [], steps: [] },
          values: {},
          heading: name,
          body: name,
        },
      ],
    },
    sections: [],
  });
}
const headingsOf = (pages: readonly ReadPage[]) =>
  pages.flatMap(({ boxes }) => boxes.filter(({ size }) => size === 12).map(({ text }) => text));

test.each([
  ['letter', 'sample', 'Letter'],
  ['empty', 'empty', 'A4'],
  ['hostile-names', 'hostile names', 'A4'],
] as const)('the words of %s stand where they stood', async (file, name, paper) => {
  const pages = await pagesOf(variant(name), paper);
  expectGolden(listing(pages), `pdf/${file}.txt`);
});

test.each(someOf(4, Object.keys(variants)))(
  'on Letter, nothing of the "%s" digest is cut or covered',
  async (name) => {
    expect(faultsOf(await pagesOf(variant(name), 'Letter'))).toEqual([]);
  },
);

test.each(someOf(8, readdirSync(COMPOSED).sort()))(
  'of %s as composed, nothing is cut or covered and every title is there',
  async (file) => {
    const digest = composed(file);
    const pages = await pagesOf(digest);
    expect(faultsOf(pages)).toEqual([]);
    const titles = digest.sections.map(({ title }) => title);
    expect(headingsOf(pages)).toEqual(expect.arrayContaining([digest.labels.callouts, ...titles]));
    expect(headingsOf(pages).at(-1)).toBe(digest.about.title);
  },
);

test('a table that runs over a page repeats its header there, for the eye only', async () => {
  const file = await render(variant('fifty rows'));
  const { pages } = await readPdf(file.bytes);
  const table = variant('fifty rows').sections.find(({ id }) => id === 'by-bot');
  const labels = table?.kind === 'table' ? table.columns.map(({ label }) => label) : [];
  const inRows = (page: ReadPage) => page.boxes.filter(({ text }) => /^Bot \d+$/.test(text));
  const [first, ...later] = pages.filter((page) => inRows(page).length > 0);
  expect([first, ...later].flatMap((page) => (page ? inRows(page) : []))).toHaveLength(50);
  expect(later.length).toBeGreaterThan(0);
  for (const page of later)
    expect(page.boxes.slice(0, labels.length).map(({ text }) => text)).toEqual(labels);
  expect(sourceOf(file).split('/Scope /Column').length - 1, 'in tables of nine, four and six columns').toBe(
    19,
  );
  const tables = variant('fifty rows').sections.filter((section) => section.kind === 'table');
  const last = later.at(-1);
  const rowsThere = (last ? inRows(last).length : 0) + (table?.kind === 'table' && table.total ? 1 : 0);
  const others = tables.filter(
    ({ id, title, columns }) =>
      id !== 'by-bot' && columns.length > 1 && last?.boxes.some(({ text }) => text === title),
  );
  const headed = others.map(({ columns, rows, total }) => columns.length + rows.length + (total ? 1 : 0));
  expect(
    last?.marked.filter((tag) => tag === 'TH'),
    'of the rows, and of the other tables on the page with their rows',
  ).toHaveLength(rowsThere + headed.reduce((sum, count) => sum + count, 0));
});

test('a ranking that runs over a page is still one figure, with all of its rows', async () => {
  const file = await render(variant('fifty rows'));
  const { pages } = await readPdf(file.bytes);
  const steps = pages.flatMap(({ boxes }) => boxes.filter(({ text }) => /^Step \d+$/.test(text)));
  expect(steps.map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_row, at) => `Step ${at + 1}`));
  const charts = variant('fifty rows').sections.filter(({ kind }) => kind !== 'table');
  expect(countOf(file, '/S /Figure'), 'as many as charts').toBe(charts.length);
});

test('a tile says what it is compared with in full, on a second line where it has to', async () => {
  const tiles = sampleDigest().tiles.map((tile) => ({ ...tile, previousText: 'from 16,462 (1 of 2 bots)' }));
  const pages = await pagesOf(sampleDigest({ tiles }));
  const words = pages[0]?.boxes.filter(({ size, y }) => size === 8 && y < 320).map(({ text }) => text) ?? [];
  expect(words.filter((text) => /from|bots/.test(text))).toEqual(
    tiles.flatMap(() => ['from 16,462 (1 of 2', 'bots)']),
  );
  expect(words.at(-1)).toBe(tiles.at(-1)?.usual?.text.replaceAll('\u00a0', ' '));
  expect(faultsOf(pages)).toEqual([]);
});

test('the file is marked as tagged, with its structure and its language', async () => {
  const source = sourceOf(await render(sampleDigest()));
  expect(source).toContain('/Marked true');
  expect(source).toContain('/StructTreeRoot');
  expect(source).toContain('/Lang (en-GB)');
});

test('a year later, the same digest still carries the time of its slot', async () => {
  const digest = sampleDigest();
  const slot = { ...digest.slot, scheduledFor: '2027-11-22T07:00:00Z' };
  const { info } = await readPdf((await render({ ...digest, slot })).bytes);
  expect(info).toMatchObject({ CreationDate: 'D:20271122070000Z', ModDate: 'D:20271122070000Z' });
});

test.each([
  ['markup from right to left', 'خدمة العملاء (٢٤) <b>&amp;</…'],
  ['a picture of two that no font has', 'A 👩\u200d👩 (of two)'],
  ['unknown letters with a tab between', '¡क़\tऄ₨ࢗ'],
])('nothing lies on each other in %s', async (_case, name) => {
  expect(faultsOf(await pagesOf(called(name)))).toEqual([]);
});

test('any text at all makes a file that opens, with all of it inside the margins', async () => {
  const text = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 60 }),
    fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 60 }),
    fc.constantFrom(
      '',
      ' ',
      '\u0000',
      '\ud83d',
      '日本語の名前',
      'مرحبا بالعالم',
      '👩‍👩‍👧‍👦'.repeat(99),
      '\u0301'.repeat(40),
    ),
  );
  await fc.assert(
    fc.asyncProperty(text, async (name) => {
      expect(faultsOf(await pagesOf(called(name)))).toEqual([]);
    }),
    { numRuns: samples(30, 'much') },
  );
});

import { expect, test } from 'vitest';
import type { Digest } from '../../../../src/digest/digest.js';
import { wordsOf } from '../../../../src/digest/language/words.js';
import { AA, contrast } from '../../../../src/lib/contrast.js';
import { layOutPages } from '../../../../src/render/pdf/layout.js';
import { PAPERS } from '../../../../src/render/pdf/page/paper.js';
import { createPdfRenderer } from '../../../../src/render/pdf/pdf.js';
import { remembered } from '../../../support/remembered.js';
import { sampleContext, sampleTheme } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { type ReadElement, type ReadPage, readPdf } from './reading.js';
import { recordingSurface } from './recording.js';
import { variants } from './variants.js';

const renderer = createPdfRenderer();

async function bytesOf(digest: Digest) {
  const [file] = await renderer.render(digest, {}, sampleContext());
  return file?.bytes ?? new Uint8Array();
}

const read = remembered(async (digest: Digest) => readPdf(await bytesOf(digest)));

const all = ({ children, ...own }: ReadElement): ReadElement[] => [
  { children, ...own },
  ...children.flatMap(all),
];
const elements = (pages: readonly ReadPage[]) => pages.flatMap(({ tree }) => (tree ? all(tree) : []));
const ofRole = (pages: readonly ReadPage[], ...roles: readonly string[]) =>
  elements(pages).filter(({ role }) => roles.includes(role));

test.each(Object.keys(variants))(
  'who cannot see the "%s" digest is led through it: headings in order, whole rows, pictures in words',
  async (name) => {
    const { pages, bookmarks } = await read(variants[name] ?? sampleDigest());
    const headings = ofRole(pages, 'H1', 'H2', 'H3', 'H4');
    expect(headings.map(({ role }) => role)).toEqual(['H1', ...headings.slice(1).map(() => 'H2')]);
    expect(headings).toHaveLength(bookmarks.length);
    for (const { role, text } of headings) expect(text, role).not.toBe('');
    for (const figure of ofRole(pages, 'Figure')) expect(figure.alt ?? '').not.toBe('');
    for (const table of ofRole(pages, 'Table')) {
      const rows = table.children.map(({ children }) => children.map(({ role }) => role));
      expect(new Set(rows.map(({ length }) => length)).size, table.text).toBe(1);
      for (const [first, ...others] of rows) {
        expect(first).toBe('TH');
        expect(new Set(others).size).toBeLessThan(2);
      }
    }
  },
);

test('the outline names the headings as they are read', async () => {
  const { pages, bookmarks } = await read(sampleDigest());
  expect(ofRole(pages, 'H1', 'H2').map(({ text }) => text)).toEqual(bookmarks);
});

test('figures and sentences lead to the sections that say more of them', async () => {
  const digest = sampleDigest();
  const { pages, anchors } = await read(digest);
  const titleOf = new Map(
    [...digest.sections, { id: 'about', title: digest.about.title }].map(({ id, title }) => [id, title]),
  );
  const links = pages.flatMap((page) => page.links);
  expect(links.map(({ to }) => to)).toEqual([
    'conversations',
    'paid',
    'messages',
    'messages',
    'fallbacks',
    ...digest.callouts.items.map(({ section }) => section),
  ]);
  for (const { to, words } of links) {
    expect(words).toBe(titleOf.get(to));
    const place = anchors.get(to);
    const page = pages[(place?.page ?? 0) - 1];
    const heading = page?.boxes.find(({ text, size }) => text === words && size === 12);
    expect((heading?.y ?? 0) - (place?.y ?? 0), to).toBeGreaterThan(0);
    expect((heading?.y ?? 0) - (place?.y ?? 0), to).toBeLessThan(20);
  }
});

test('a link lies over its own words, and is an element of its own around them', async () => {
  const digest = sampleDigest();
  const { pages } = await read(digest);
  const [first] = pages;
  const around = ofRole(pages, 'Link');
  expect(around).toHaveLength(digest.tiles.length + digest.callouts.items.length);
  const said = around.map(({ text }) => text);
  for (const [index, { x, y, width, height }] of (first?.links ?? []).entries()) {
    const inside = first?.boxes.filter(
      (box) =>
        box.x >= x - 1 &&
        box.x + box.width <= x + width + 1 &&
        box.y - box.size * 0.7 > y &&
        box.y <= y + height,
    );
    expect(inside?.map(({ text }) => text.replaceAll(' ', '')).join('')).toBe(
      said[index]?.replaceAll(' ', ''),
    );
  }
});

test('a link’s element holds its words and the place to press, both on its own page', async () => {
  const digest = variants['hostile names'] ?? sampleDigest();
  const source = Buffer.from(await bytesOf(digest)).toString('latin1');
  const elements = source.split('endobj').filter((object) => object.includes('/S /Link'));
  expect(elements).toHaveLength(digest.tiles.length + digest.callouts.items.length);
  for (const element of elements) {
    expect(element).toMatch(/\/Obj \d+ 0 R/);
    expect(element).toMatch(/\/K \[[^\]]*>>\s*\d+/);
    const pages = [...element.matchAll(/\/Pg (\d+) 0 R/g)].map(([, page]) => page);
    expect(pages).toHaveLength(2);
    expect(new Set(pages).size).toBe(1);
  }
});

test('what has no section in the digest leads nowhere', async () => {
  const digest = sampleDigest();
  const sections = digest.sections.filter(({ id }) => id === 'conversations');
  const { pages } = await read(sampleDigest({ sections }));
  const links = pages.flatMap((page) => page.links.map(({ to }) => to));
  const kept = digest.callouts.items.filter(({ section }) => section === 'conversations');
  expect(links).toEqual(['conversations', 'conversations', ...kept.map(() => 'conversations')]);
});

test.each(Object.keys(variants))('all words of the "%s" digest can be read on white', (name) => {
  const digest = variants[name] ?? sampleDigest();
  const { measure } = recordingSurface();
  const pages = layOutPages({
    digest,
    theme: sampleTheme,
    sheet: PAPERS.A4,
    logo: null,
    measure,
    words: wordsOf(digest),
  });
  const inks = pages.flatMap(({ items }) =>
    items.flatMap((mark) => (mark.kind === 'text' ? [mark.style.color] : [])),
  );
  expect(inks.length).toBeGreaterThan(0);
  for (const ink of new Set(inks)) expect(contrast(ink, '#ffffff'), ink).toBeGreaterThanOrEqual(AA.text);
});

test('a name with an address leads there: a link over its words, inside the header of its row', async () => {
  const link = 'https://bots.example/ü/support';
  const sections = sampleDigest().sections.map((section) =>
    section.kind === 'table' && section.id === 'by-bot'
      ? {
          ...section,
          rows: section.rows.map(([name, ...rest]) => [{ text: '', value: '', ...name, link }, ...rest]),
        }
      : section,
  );
  const table = sections.find(({ id }) => id === 'by-bot');
  const names = table?.kind === 'table' ? table.rows.map(([name]) => name?.text ?? '') : [];
  const { pages } = await read(sampleDigest({ sections }));
  const links = pages.flatMap((page) => page.links.map((one) => ({ ...one, page })));
  const own = links.filter(({ to }) => to.startsWith('https:'));
  expect(own.map(({ words, to }) => [words, to])).toEqual(
    names.map((name) => [name, 'https://bots.example/%C3%BC/support']),
  );
  for (const { x, y, width, height, words, page } of own) {
    const box = page.boxes.find((one) => one.text === words && one.y > y && one.y < y + height);
    expect(box?.x).toBeCloseTo(x, 0);
    expect(box?.width).toBeCloseTo(width, 0);
  }
  const headers = ofRole(pages, 'TH').flatMap(({ children }) => children);
  expect(headers.map(({ role, text }) => [role, text])).toEqual(names.map((name) => ['Link', name]));
});

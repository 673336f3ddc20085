import { expect, test } from 'vitest';
import type { Digest } from '../../../../src/digest/digest.js';
import { createPdfRenderer } from '../../../../src/render/pdf/pdf.js';
import { sampleContext } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { faultsOf } from './faults.js';
import { type ReadElement, readPdf } from './reading.js';
import { variants } from './variants.js';

const renderer = createPdfRenderer();

async function brief(digest: Digest) {
  const [file] = await renderer.render(digest, renderer.options.parse({ pages: 1 }), sampleContext());
  return readPdf(file?.bytes ?? new Uint8Array());
}

const all = (element: ReadElement): ReadElement[] => [element, ...element.children.flatMap(all)];
const LEFT_OUT = 'Not on this page, but in the full digest: ';

test.each(Object.keys(variants))(
  'the brief of the "%s" digest is one page that tells what it lacks',
  async (name) => {
    const digest = variants[name] ?? sampleDigest();
    const { pages, bookmarks, anchors } = await brief(digest);
    expect(pages).toHaveLength(1);
    expect(faultsOf(pages)).toEqual([]);
    const [page] = pages;
    const texts = (page?.tree ? all(page.tree) : []).map(({ text }) => text);
    const left = texts.find((text) => text.startsWith(LEFT_OUT)) ?? '';
    const titles = [digest.labels.callouts, ...digest.sections.map(({ title }) => title), digest.about.title];
    /** Long titles are cut, and words of two directions do not stand in reading order. */
    const letters = (text: string) => text.replace(/\s/g, '').slice(0, 9);
    for (const title of new Set(titles))
      expect(bookmarks.includes(title) || left.replace(/\s/g, '').includes(letters(title)), title).toBe(true);
    for (const { to } of page?.links ?? []) expect([...anchors.keys()]).toContain(to);
  },
);

test('the brief of the sample has the weeks, what to notice and the days first, then what fits', async () => {
  const digest = sampleDigest();
  const titleOf = (id: string) => digest.sections.find((one) => one.id === id)?.title;
  const { bookmarks } = await brief(digest);
  expect(bookmarks.slice(0, 5)).toEqual([
    digest.title,
    titleOf('weeks'),
    titleOf('fallback-weeks'),
    digest.labels.callouts,
    titleOf('conversations'),
  ]);
  expect(bookmarks.length).toBeLessThan(3 + digest.sections.length);
});

test('a digest that fits on a page is whole, without words of what is left out', async () => {
  const { sections, about, callouts } = sampleDigest();
  const short = sampleDigest({
    sections: sections.filter(({ id }) => id === 'weeks'),
    about: { ...about, paragraphs: about.paragraphs.slice(0, 1), notices: [] },
    callouts: { ...callouts, items: callouts.items.slice(0, 1) },
  });
  const { pages, bookmarks } = await brief(short);
  expect(bookmarks).toHaveLength(4);
  expect(pages[0]?.boxes.some(({ text }) => text.startsWith(LEFT_OUT))).toBe(false);
});

import { fileURLToPath } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { contrast } from '../../../../src/lib/contrast.js';
import type { Artifact } from '../../../../src/render/artifact.js';
import { DARK_GROUND, darkPalette } from '../../../../src/render/png/dark.js';
import { createPictures } from '../../../../src/render/png/pictures.js';
import { pngRenderer } from '../../../../src/render/png/png.js';
import { remembered } from '../../../support/remembered.js';
import { sampleContext, sampleTheme } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { variants } from '../pdf/variants.js';

const paintAnew = createPictures();
const paint = remembered(paintAnew);

/** The colours of a picture, `#rrggbb`, by how many pixels have them. */
async function colors({ bytes }: Artifact) {
  const image = await loadImage(Buffer.from(bytes));
  const canvas = createCanvas(image.width, image.height);
  const ink = canvas.getContext('2d');
  ink.drawImage(image, 0, 0);
  const { data } = ink.getImageData(0, 0, image.width, image.height);
  return { width: image.width, height: image.height, counts: countColors(data) };
}

/** Runs of equal pixels, of which a picture has many, are counted at once. */
function countColors(data: Uint8ClampedArray): ReadonlyMap<string, number> {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  const counts = new Map<string, number>();
  for (let start = 0, end = 0; start < pixels.length; start = end) {
    while (pixels[end] === pixels[start]) end += 1;
    const color = `#${Buffer.from(data.subarray(4 * start, 4 * start + 3)).toString('hex')}`;
    counts.set(color, (counts.get(color) ?? 0) + end - start);
  }
  return counts;
}

const named = (pictures: readonly Artifact[], id: string): Artifact => {
  const found = pictures.find(({ cid }) => cid === `${id}@botdigest`);
  if (!found) throw new Error(`There is no picture of "${id}".`);
  return found;
};

test('every section with a chart has a picture with its words, twice as dense as it is shown', async () => {
  const digest = sampleDigest();
  const pictures = await paint(digest, sampleTheme, 'full');
  const charted = digest.sections.filter(({ kind }) => kind !== 'table');
  expect(pictures.map(({ cid, alt, width, role }) => ({ cid, alt, width, role }))).toEqual(
    charted.map(({ id, alt }) => ({ cid: `${id}@botdigest`, alt, width: 536, role: 'inline' })),
  );
  for (const picture of pictures) {
    const size = await colors(picture);
    expect([size.width, size.height]).toEqual([1072, 2 * (picture.height ?? 0)]);
  }
});

test('light pictures are shown at the same size and take less than half the bytes', async () => {
  const digest = sampleDigest();
  const [full, light] = [await paint(digest, sampleTheme, 'full'), await paint(digest, sampleTheme, 'light')];
  const shown = (pictures: readonly Artifact[]) =>
    pictures.map(({ cid, alt, width, height }) => [cid, alt, width, height]);
  expect(shown(light)).toEqual(shown(full));
  for (const picture of light) expect((await colors(picture)).width).toBe(536);
  const bytes = (pictures: readonly Artifact[]) => pictures.reduce((sum, file) => sum + file.bytes.length, 0);
  expect(bytes(light)).toBeLessThan(bytes(full) / 2);
});

test('pictures are drawn on white in the theme’s colours', async () => {
  const pictures = await paint(sampleDigest(), { ...sampleTheme, accent: '#117733' }, 'full');
  const bars = await colors(named(pictures, 'conversations'));
  expect(bars.counts.get('#117733')).toBeGreaterThan(50_000);
  expect(bars.counts.get('#1f5fa8')).toBeUndefined();
  expect(bars.counts.get('#ffffff')).toBeGreaterThan(bars.width * bars.height * 0.3);
  const heatmap = await colors(named(pictures, 'heatmap'));
  expect(heatmap.counts.get(sampleTheme.attention), 'the outline of the busiest hour').toBeGreaterThan(100);
  expect(heatmap.counts.get('#082854'), 'the busiest hour itself').toBeGreaterThan(100);
});

test('pictures for other screens are narrow, on a dark ground, or both, and named so', async () => {
  const digest = sampleDigest();
  const pictures = await paint(digest, sampleTheme, 'full', ['conversations', 'heatmap', 'by-bot']);
  const shown = pictures.map(({ name, cid, alt, width, role }) => [name, cid, alt, width, role]);
  const alts = digest.sections.filter(({ id }) => id === 'conversations' || id === 'heatmap');
  expect(shown).toEqual(
    (
      [
        ['narrow', 324],
        ['dark', 536],
        ['narrow-dark', 324],
      ] as const
    ).flatMap(([form, width]) =>
      alts.map(({ id, alt }) => [`${id}-${form}.png`, `${id}-${form}@botdigest`, alt, width, 'inline']),
    ),
  );
  for (const picture of pictures) {
    const { width, height, counts } = await colors(picture);
    expect([width, height]).toEqual([2 * (picture.width ?? 0), 2 * (picture.height ?? 0)]);
    const [paper, other] = picture.name.includes('dark') ? ['#12171e', '#ffffff'] : ['#ffffff', '#12171e'];
    expect(counts.get(paper ?? ''), picture.name).toBeGreaterThan(width * height * 0.1);
    expect(counts.get(other ?? '') ?? 0, picture.name).toBeLessThan(width * height * 0.01);
  }
});

test.each([sampleTheme, { ...sampleTheme, accent: '#3b0a45', attention: '#5a0000' }])(
  'words and marks read on the dark ground, and more is lighter',
  (theme) => {
    const palette = darkPalette(theme);
    for (const color of [palette.text, palette.secondary, palette.accent, palette.attention])
      expect(contrast(color, DARK_GROUND)).toBeGreaterThanOrEqual(7);
    expect(contrast(palette.comparison, DARK_GROUND)).toBeGreaterThanOrEqual(3);
    const bar = contrast(palette.bar, DARK_GROUND);
    expect(bar).toBeGreaterThanOrEqual(1.5);
    expect(contrast(palette.bar, palette.accent)).toBeGreaterThan(bar);
    const steps = palette.scale.map((color) => contrast(color, DARK_GROUND));
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
    expect(new Set(steps).size).toBe(6);
  },
);

test('a missing value breaks the line and leaves no bar', async () => {
  const painted = (value: number | null) => {
    const sections = sampleDigest().sections.flatMap((section) =>
      section.kind === 'timeSeries'
        ? [
            {
              ...section,
              series: section.series
                .slice(0, 1)
                .map((one) => ({ ...one, values: one.values.with(1, value) })),
            },
          ]
        : [],
    );
    return paint(sampleDigest({ sections }), sampleTheme, 'full');
  };
  const accent = async (pictures: readonly Artifact[], id: string) =>
    (await colors(named(pictures, id))).counts.get('#1f5fa8') ?? 0;
  const [missing, zero, between] = [await painted(null), await painted(0), await painted(1710)];
  expect(await accent(missing, 'messages')).toBeLessThan(0.9 * (await accent(between, 'messages')));
  expect(await accent(missing, 'conversations')).toBe(await accent(zero, 'conversations'));
});

test('the same digest gives the same pictures, side by side and from another painter', async () => {
  const digest = sampleDigest();
  const [first, second] = await Promise.all([
    paintAnew(digest, sampleTheme, 'full'),
    paintAnew(digest, sampleTheme, 'full'),
  ]);
  const third = await createPictures()(digest, sampleTheme, 'full');
  const hashes = (pictures: readonly Artifact[]) => pictures.map(({ sha256 }) => sha256);
  expect(hashes(second)).toEqual(hashes(first));
  expect(hashes(third)).toEqual(hashes(first));
});

test.each(Object.keys(variants))(
  'the pictures of the "%s" digest can be painted and opened',
  async (name) => {
    const pictures = await paint(variants[name] ?? sampleDigest(), sampleTheme, 'full');
    for (const picture of pictures) expect((await colors(picture)).width).toBe(1072);
    if (name === 'empty' || name === 'no sections') expect(pictures).toEqual([]);
  },
);

test('as a format, the pictures are files of their own', async () => {
  const digest = sampleDigest();
  const context = sampleContext({ pictures: () => paint(digest, sampleTheme, 'full') });
  const files = await pngRenderer.render(digest, {}, context);
  const charted = digest.sections.filter(({ kind }) => kind !== 'table');
  expect(files.map(({ name, alt, detail }) => ({ name, alt, detail }))).toEqual(
    charted.map(({ id, alt, title }) => ({
      name: `weekly-support-2026-W47-${id}.png`,
      alt,
      detail: title,
    })),
  );
  expect(files[0]).toMatchObject({
    name: 'weekly-support-2026-W47-weeks.png',
    role: 'attachment',
    width: 536,
  });
  expect(files[0]?.cid).toBeUndefined();
});

test('names are drawn in the fonts of their scripts and in the theme’s own', async () => {
  const titled = (name: string) =>
    sampleDigest({
      sections: sampleDigest().sections.flatMap((section) =>
        section.kind === 'ranking'
          ? [{ ...section, rows: section.rows.map((row) => ({ ...row, label: name })) }]
          : [],
      ),
    });
  const brand = fileURLToPath(new URL('../../../fixtures/config/good/files/brand.ttf', import.meta.url));
  const font = { regular: brand, medium: brand, semibold: brand };
  const hash = async (name: string, theme = sampleTheme) =>
    named(await paint(titled(name), theme, 'full'), 'interactions').sha256;
  const names = ['□□', '日本', '日語', 'לי', 'بت', 'تب', '🚀🚀', '한국'];
  const hashes = await Promise.all(names.map((name) => hash(name)));
  expect(new Set(hashes).size).toBe(names.length);
  expect(await hash('ไย'), 'a script that no font has').toBe(hashes[0]);
  expect(await hash('ABC', { ...sampleTheme, font })).not.toBe(await hash('ABC'));
});

test('nothing of a heatmap or a ranking touches the sides of its white ground', async () => {
  const pictures = await paint(sampleDigest(), sampleTheme, 'light');
  for (const id of ['heatmap', 'interactions']) {
    const image = await loadImage(Buffer.from(named(pictures, id).bytes));
    const canvas = createCanvas(image.width, image.height);
    const ink = canvas.getContext('2d');
    ink.drawImage(image, 0, 0);
    for (const left of [0, image.width - 7]) {
      const { data } = ink.getImageData(left, 0, 7, image.height);
      expect(new Set(data), `${id} from ${left}`).toEqual(new Set([255]));
    }
  }
});

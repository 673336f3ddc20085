import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Theme } from '../../config/config.js';
import type { Digest, Section } from '../../digest/digest.js';
import { isWeeks, MAX_BARS } from '../../digest/drawn-as.js';
import { wordsOf } from '../../digest/language/words.js';
import { type Artifact, artifact } from '../artifact.js';
import { chartFor, chartTexts, chartWords, type Look } from '../charts.js';
import { collectTexts } from '../collect-texts.js';
import { createFontLoader } from '../fonts/font-loader.js';
import { PICTURE_FORMS, type PictureForm, type PictureWeight, pictureCid } from '../renderer.js';
import { createPainter, type Painter } from './bitmap.js';
import { DARK_GROUND, darkPalette } from './dark.js';

const TEXT_SIZE = 11;
/** Padding, equal to that of the dates below vertical bars, so that no chart touches the edge of its background. */
const INSET = 8;
/** Height of the bars below a heatmap. */
const MARGIN_BARS = 2.5 * TEXT_SIZE;
/** Double density is sharp on high-DPI screens; single density takes less than half the bytes. */
const DENSITIES = { full: 2, light: 1 } as const;

/** A width in CSS pixels, and a ground. */
interface Shape {
  readonly form: PictureForm | null;
  readonly width: number;
  readonly dark: boolean;
}

/** The column of a mail, and what a phone of 360 pixels leaves of it. */
const WIDE = 536;
const NARROW = 324;
const MAIN: Shape = { form: null, width: WIDE, dark: false };
const SHAPES: Readonly<Record<PictureForm, Shape>> = {
  narrow: { form: 'narrow', width: NARROW, dark: false },
  dark: { form: 'dark', width: WIDE, dark: true },
  'narrow-dark': { form: 'narrow-dark', width: NARROW, dark: true },
};

type Paint = (
  digest: Digest,
  theme: Theme,
  weight: PictureWeight,
  variantsOf?: readonly string[],
) => Promise<readonly Artifact[]>;

/** Renders the charts of a digest for mail and Slack; sections without a chart have no picture. */
export function createPictures(): Paint {
  let painter: Painter | undefined;
  const loader = createFontLoader();
  return async (digest, theme, weight, variantsOf) => {
    painter ??= createPainter();
    const words = chartWords(wordsOf(digest));
    const fonts = await loader.load([...collectTexts(digest, theme), ...chartTexts(digest, words)], {
      own: theme.font,
      locale: digest.locale,
    });
    const sections = digest.sections.filter(({ id }) => variantsOf?.includes(id) ?? true);
    const shapes = variantsOf ? PICTURE_FORMS.map((form) => SHAPES[form]) : [MAIN];
    const pictures: Promise<Artifact>[] = [];
    for (const { section, shape } of shapes.flatMap((shape) =>
      sections.map((section) => ({ section, shape })),
    )) {
      const { configuration, size } = chartOf(section, shape, { theme, locale: digest.locale, words });
      if (!configuration) continue;
      const dense = { ...size, density: DENSITIES[weight], paper: shape.dark ? DARK_GROUND : '#ffffff' };
      // Drawn one by one on this thread, yielding between charts; encoding runs in parallel.
      pictures.push(
        painter(configuration, dense, fonts).then((bytes) => picture(section, { ...shape, ...size }, bytes)),
      );
      await nextTurn();
    }
    return Promise.all(pictures);
  };
}

function chartOf(
  section: Section,
  { width, dark }: Shape,
  { theme, ...look }: Pick<Look, 'theme' | 'locale' | 'words'>,
) {
  const size = { width, height: heightOf(section) };
  const colors = dark ? { theme: darkPalette(theme), paper: DARK_GROUND } : { theme };
  const configuration = chartFor(section, { ...look, ...colors, ...size, textSize: TEXT_SIZE, inset: INSET });
  return { configuration, size };
}

function picture(
  { id, alt }: Section,
  { form, width, height }: Shape & { readonly height: number },
  bytes: Uint8Array,
): Artifact {
  const cid = pictureCid(id, form);
  const place = { name: `${cid.split('@')[0]}.png`, mediaType: 'image/png', role: 'inline', cid } as const;
  return artifact({ ...place, width, height, alt, bytes });
}

function heightOf(section: Section): number {
  switch (section.kind) {
    case 'heatmap':
      return 24 + section.rows.length * 22 + MARGIN_BARS + INSET;
    case 'ranking':
      return section.rows.length * 24;
    case 'timeSeries':
      if (isWeeks(section)) return 130;
      return section.report === 'conversations' && section.axis.length <= MAX_BARS ? 216 : 160;
    case 'table':
      return 0;
  }
}

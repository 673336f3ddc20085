import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Theme } from '../../config/config.js';
import type { Digest, Section } from '../../digest/digest.js';
import { isWeeks, MAX_BARS } from '../../digest/drawn-as.js';
import { wordsOf } from '../../digest/language/words.js';
import { type Artifact, artifact } from '../artifact.js';
import { chartFor } from '../charts.js';
import { collectTexts } from '../collect-texts.js';
import { createFontLoader } from '../fonts/font-loader.js';
import type { PictureWeight } from '../renderer.js';
import { createPainter, type Painter } from './bitmap.js';

/** Width of the column of a mail, in CSS pixels. */
const WIDTH = 536;
const TEXT_SIZE = 11;
/** Padding, equal to that of the dates below vertical bars, so that no chart touches the edge of its background. */
const INSET = 8;
/** Height of the bars below a heatmap. */
const MARGIN_BARS = 2.5 * TEXT_SIZE;
/** Double density is sharp on high-DPI screens; single density takes less than half the bytes. */
const DENSITIES = { full: 2, light: 1 } as const;

type Paint = (digest: Digest, theme: Theme, weight: PictureWeight) => Promise<readonly Artifact[]>;

/** Renders the charts of a digest for mail and Slack; sections without a chart have no picture. */
export function createPictures(): Paint {
  let painter: Painter | undefined;
  const loader = createFontLoader();
  return async (digest, theme, weight) => {
    painter ??= createPainter();
    const words = { missing: wordsOf(digest).say('chart.missing') };
    const fonts = await loader.load([...collectTexts(digest, theme), words.missing], {
      own: theme.font,
      locale: digest.locale,
    });
    const pictures: Promise<Artifact>[] = [];
    for (const section of digest.sections) {
      const size = { width: WIDTH, height: heightOf(section) };
      const look = { theme, locale: digest.locale, words, textSize: TEXT_SIZE, inset: INSET, ...size };
      const configuration = chartFor(section, look);
      const dense = { ...size, density: DENSITIES[weight] };
      if (!configuration) continue;
      // Drawn one by one on this thread, yielding between charts; encoding runs in parallel.
      pictures.push(painter(configuration, dense, fonts).then((bytes) => picture(section, size, bytes)));
      await nextTurn();
    }
    return Promise.all(pictures);
  };
}

function picture({ id, alt }: Section, size: { width: number; height: number }, bytes: Uint8Array): Artifact {
  const place = {
    name: `${id}.png`,
    mediaType: 'image/png',
    role: 'inline',
    cid: `${id}@botdigest`,
  } as const;
  return artifact({ ...place, ...size, alt, bytes });
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

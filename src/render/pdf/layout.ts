import type { Theme } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import { aboutBlocks } from './about.js';
import { calloutBlocks } from './callouts.js';
import { footerMarks } from './footer.js';
import { titleBlocks } from './heading.js';
import { type Page, paginate } from './paginate.js';
import { sectionBlocks } from './sections.js';
import { type Setting, stylesOf } from './setting.js';
import type { Sheet } from './sheet.js';
import type { Measure } from './surface.js';
import { tilesBlock } from './tiles.js';

const MARGIN = { side: 48, top: 44, bottom: 58 };

export interface LayoutInput {
  readonly digest: Digest;
  readonly theme: Theme;
  readonly sheet: Sheet;
  readonly logo: Uint8Array | null;
  readonly measure: Measure;
}

/** How much of the room in charts, rows and above headings there is, or may be given up. */
const MOST_AIR = 1;
const AIRS_BETWEEN = [0.95, 0.9, 0.85];
const LEAST_AIR = 0.8;

/** Every page of a digest as marks in page coordinates, with less air only where that saves a page. Draws nothing. */
export function layOut(input: LayoutInput): Page[] {
  const roomy = laidOut(input, MOST_AIR);
  if (roomy.length === 1) return roomy;
  const tightest = laidOut(input, LEAST_AIR);
  if (tightest.length >= roomy.length) return roomy;
  for (const air of AIRS_BETWEEN) {
    const pages = laidOut(input, air);
    if (pages.length <= tightest.length) return pages;
  }
  return tightest;
}

function laidOut({ digest, theme, sheet, logo, measure }: LayoutInput, air: number): Page[] {
  const width = sheet.width - 2 * MARGIN.side;
  const { locale, direction } = digest;
  const setting: Setting = { theme, locale, direction, styles: stylesOf(theme), width, measure, air };
  const blocks = [
    ...titleBlocks(digest, logo, setting),
    ...(digest.tiles.length > 0 ? [tilesBlock(digest, setting)] : []),
    ...calloutBlocks(digest, setting),
    ...sectionBlocks(digest, setting),
    ...aboutBlocks(digest, setting),
  ];
  const column = { left: MARGIN.side, top: MARGIN.top, bottom: sheet.height - MARGIN.bottom };
  const pages = paginate(blocks, column);
  return pages.map(({ marks, anchors }, index) => {
    const number = { page: index + 1, of: pages.length };
    return {
      anchors,
      marks: [...marks, ...footerMarks(digest, { sheet, side: MARGIN.side, number }, setting)],
    };
  });
}

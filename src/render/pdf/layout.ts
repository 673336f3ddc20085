import type { Theme } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import type { Measure } from './canvas/surface.js';
import { type LayoutBlock, squeezed } from './page/block.js';
import { type LayoutContext, stylesOf } from './page/layout-context.js';
import { type PlacedPage, paginate } from './page/paginate.js';
import type { Paper } from './page/paper.js';
import { aboutBlocks } from './parts/about.js';
import { calloutBlocks } from './parts/callouts.js';
import { footerMarks } from './parts/footer.js';
import { titleBlocks } from './parts/heading.js';
import { sectionBlocks } from './parts/sections.js';
import { tilesBlock } from './parts/tiles.js';

const MARGIN = { side: 48, top: 44, bottom: 58 };

export interface LayoutInput {
  readonly digest: Digest;
  readonly theme: Theme;
  readonly sheet: Paper;
  readonly logo: Uint8Array | null;
  readonly measure: Measure;
}

/** How much of the room in charts, rows and above headings there is, and how much of it may be left. */
const ALL_AIR = 1;
const LESS_AIR = [0.95, 0.9, 0.85, 0.8];
const MIN_DENSITY = Math.min(...LESS_AIR);

/** Every page of a digest as marks in page coordinates, with less air only where that saves a page. Draws nothing. */
export function layOutPages(input: LayoutInput): PlacedPage[] {
  const roomy = laidOut(input, ALL_AIR);
  const pagesWith = (air: number) => {
    const blocks = roomy.blocks.map((block) => squeezed(block, air));
    return paginate(blocks, columnOf(input)).length;
  };
  const fewest = pagesWith(MIN_DENSITY);
  if (fewest >= roomy.pages.length) return roomy.pages;
  for (const air of LESS_AIR) {
    if (pagesWith(air) > fewest) continue;
    // Some charts have a least height, so a page that ought to be saved may not be.
    const { pages } = laidOut(input, air);
    if (pages.length <= fewest) return pages;
  }
  return roomy.pages;
}

interface LaidOut {
  readonly blocks: readonly LayoutBlock[];
  readonly pages: PlacedPage[];
}

const columnOf = ({ sheet }: Pick<LayoutInput, 'sheet'>) => ({
  left: MARGIN.side,
  top: MARGIN.top,
  bottom: sheet.height - MARGIN.bottom,
});

function laidOut({ digest, theme, sheet, logo, measure }: LayoutInput, air: number): LaidOut {
  const width = sheet.width - 2 * MARGIN.side;
  const { locale, direction } = digest;
  const setting: LayoutContext = { theme, locale, direction, styles: stylesOf(theme), width, measure, air };
  const blocks = [
    ...titleBlocks(digest, logo, setting),
    ...(digest.tiles.length > 0 ? [tilesBlock(digest, setting)] : []),
    ...calloutBlocks(digest, setting),
    ...sectionBlocks(digest, setting),
    ...aboutBlocks(digest, setting),
  ];
  const pages = paginate(blocks, columnOf({ sheet }));
  const footed = pages.map(({ marks, anchors }, index) => {
    const number = { page: index + 1, of: pages.length };
    return {
      anchors,
      marks: [...marks, ...footerMarks(digest, { sheet, side: MARGIN.side, number }, setting)],
    };
  });
  return { blocks, pages: footed };
}

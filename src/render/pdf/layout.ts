import type { Theme } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import { aboutBlocks } from './about.js';
import { calloutBlocks } from './callouts.js';
import { footerMarks } from './footer.js';
import { titleBlocks } from './heading.js';
import { type Page, paginate } from './paginate.js';
import { sectionBlocks } from './sections.js';
import { type Setting, stylesOf } from './setting.js';
import type { Measure } from './surface.js';
import { tilesBlock } from './tiles.js';

/** A sheet of paper in points. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
}

export const SHEETS: Readonly<Record<Theme['paper'], Sheet>> = {
  A4: { width: 595.28, height: 841.89 },
  Letter: { width: 612, height: 792 },
};

const MARGIN = { side: 48, top: 44, bottom: 58 };

export interface LayoutInput {
  readonly digest: Digest;
  readonly theme: Theme;
  readonly sheet: Sheet;
  readonly logo: Uint8Array | null;
  readonly measure: Measure;
}

/** Every page of a digest as marks in page coordinates. Draws nothing. */
export function layOut({ digest, theme, sheet, logo, measure }: LayoutInput): Page[] {
  const width = sheet.width - 2 * MARGIN.side;
  const setting: Setting = { theme, locale: digest.locale, styles: stylesOf(theme), width, measure };
  const blocks = [
    ...titleBlocks(digest, logo, setting),
    ...(digest.tiles.length > 0 ? [tilesBlock(digest.tiles, setting)] : []),
    ...calloutBlocks(digest, setting),
    ...sectionBlocks(digest, setting),
    ...aboutBlocks(digest, setting),
  ];
  const column = { left: MARGIN.side, top: MARGIN.top, bottom: sheet.height - MARGIN.bottom };
  const pages = paginate(blocks, column);
  return pages.map(({ marks, bookmarks }, index) => {
    const number = { page: index + 1, of: pages.length };
    return {
      bookmarks,
      marks: [...marks, ...footerMarks(digest, { sheet, side: MARGIN.side, number }, setting)],
    };
  });
}

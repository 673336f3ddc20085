import type { Theme } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import { isWeeks } from '../../digest/drawn-as.js';
import type { Words } from '../../digest/language/words.js';
import { MAX_LOST_STEPS } from '../../digest/sections/lost-steps.js';
import type { Measure } from './canvas/surface.js';
import { type LayoutBlock, squeezed } from './page/block.js';
import { type LayoutContext, stylesOf } from './page/layout-context.js';
import { balanced, type PlacedPage, paginate } from './page/paginate.js';
import type { Paper } from './page/paper.js';
import { aboutBlocks } from './parts/about.js';
import { type BriefPart, briefParts, leftOutBlock, reduced } from './parts/brief.js';
import { calloutBlocks } from './parts/callouts.js';
import { footerItems } from './parts/footer.js';
import { titleBlocks, verdictBlock } from './parts/heading.js';
import { sectionBlocks } from './parts/sections.js';
import { tilesBlock } from './parts/tiles.js';

const MARGIN = { side: 48, top: 44, bottom: 58 };

export interface LayoutInput {
  readonly digest: Digest;
  readonly theme: Theme;
  readonly sheet: Paper;
  readonly logo: Uint8Array | null;
  readonly measure: Measure;
  /** Messages for texts that are not part of the digest. */
  readonly words: Words;
}

/** Densities tried to save a page: factors for the height of charts and rows and for the space above headings. */
const ALL_AIR = 1;
const REDUCED_DENSITIES = [0.95, 0.9, 0.85, 0.8];
const MIN_DENSITY = Math.min(...REDUCED_DENSITIES);

/** All pages of a digest as draw items in page coordinates. A lower density is used only where it saves a page. */
export function layOutPages(input: LayoutInput): PlacedPage[] {
  const roomy = laidOut(input, ALL_AIR);
  const pagesWith = (density: number) => {
    const blocks = roomy.blocks.map((block) => squeezed(block, density));
    return paginate(blocks, columnOf(input)).length;
  };
  const fewest = pagesWith(MIN_DENSITY);
  if (fewest >= roomy.pages.length) return roomy.pages;
  for (const density of REDUCED_DENSITIES) {
    if (pagesWith(density) > fewest) continue;
    // Charts have a minimum height, so an estimated saving may not happen.
    const { pages } = laidOut(input, density);
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

function laidOut(input: LayoutInput, density: number): LaidOut {
  const { digest } = input;
  const layout = contextOf(input, density);
  const blocks = [
    ...topBlocks(input, layout),
    ...sectionBlocks(digest.sections.filter(isWeeks), layout),
    ...calloutBlocks(digest, layout),
    ...sectionBlocks(
      digest.sections.filter((section) => !isWeeks(section)),
      layout,
    ),
    ...aboutBlocks(digest, layout),
  ];
  return { blocks, pages: footed(balanced(blocks, columnOf(input)), input, layout) };
}

/** Title, verdict and figures. */
function topBlocks({ digest, logo }: LayoutInput, layout: LayoutContext): LayoutBlock[] {
  return [
    ...titleBlocks(digest, logo, layout),
    verdictBlock(digest, layout),
    ...(digest.tiles.length > 0 ? [tilesBlock(digest, layout)] : []),
  ];
}

function contextOf({ digest, theme, sheet, measure, words }: LayoutInput, density: number): LayoutContext {
  const { locale, direction } = digest;
  return {
    theme,
    locale,
    words,
    restLabels: restLabelsOf(digest, words),
    direction,
    styles: stylesOf(theme),
    width: sheet.width - 2 * MARGIN.side,
    measure,
    density,
  };
}

function footed(
  pages: readonly PlacedPage[],
  { digest, sheet }: LayoutInput,
  layout: LayoutContext,
): PlacedPage[] {
  return pages.map(({ items, anchors, y }, index) => {
    const number = { page: index + 1, of: pages.length };
    return {
      anchors,
      y,
      items: [...items, ...footerItems(digest, { sheet, side: MARGIN.side, number }, layout)],
    };
  });
}

/** One page: title, verdict and figures, then the parts that fit, at the density at which the first ones do; a line names the others. */
export function layOutBrief(input: LayoutInput): PlacedPage[] {
  const parts = briefParts(input.digest);
  let best: { layout: LayoutContext; kept: readonly boolean[] } | null = null;
  for (const density of [ALL_AIR, ...REDUCED_DENSITIES]) {
    const layout = contextOf(input, density);
    const kept = fittingParts(input, parts, layout);
    if (best === null || rankOf(kept) > rankOf(best.kept)) best = { layout, kept };
  }
  if (best === null) throw new Error('There is no density.');
  const { layout, kept } = best;
  const shown = parts.filter((_part, index) => kept[index]);
  const left = parts.filter((_part, index) => !kept[index]);
  const digest = reduced(input.digest, shown);
  const blocks = [
    ...topBlocks({ ...input, digest }, layout),
    ...shown.flatMap((part) => part.blocks(digest, layout)),
    ...(left.length > 0 ? [leftOutBlock(left, layout)] : []),
  ];
  return footed(paginate(blocks, columnOf(input)), { ...input, digest }, layout);
}

/** The higher, the earlier the parts that are kept. */
const rankOf = (kept: readonly boolean[]) => kept.map((is) => (is ? '1' : '0')).join('');

function fittingParts(
  input: LayoutInput,
  parts: readonly BriefPart[],
  layout: LayoutContext,
): readonly boolean[] {
  const last = leftOutBlock(parts, layout);
  let blocks: readonly LayoutBlock[] = topBlocks(input, layout);
  let whole = true;
  return parts.map((part, index) => {
    const longer = [...blocks, ...part.blocks(input.digest, layout)];
    const all = whole && index === parts.length - 1 ? longer : [...longer, last];
    const fits = paginate(all, columnOf(input)).length === 1;
    if (fits) blocks = longer;
    whole &&= fits;
    return fits;
  });
}

/** What the last row of a table is called that sums up the others. */
function restLabelsOf({ steps, scorecard }: Digest, words: Words): ReadonlySet<string> {
  const bots = scorecard.map((_row, index) => words.say('label.asUsual', { count: String(index + 1) }));
  return new Set([
    words.say('fallback.others', { count: steps.length - MAX_LOST_STEPS }),
    words.say('label.restOfSources'),
    words.say('label.restWithMissing'),
    ...bots,
  ]);
}

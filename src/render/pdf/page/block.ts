import { type Anchor, type DrawItem, moved } from './draw-item.js';

/** An unbreakable part of the flow. Positions of its items are relative to its top left corner. */
export interface LayoutBlock {
  readonly height: number;
  /** Room above it, dropped at the top of a page. */
  readonly gap: number;
  /** The part of height and gap that may shrink; none when left out. */
  readonly airy?: { readonly height: number; readonly gap: number };
  /** True when the next block must be on the same page. */
  readonly keep: boolean;
  /** True when the next block should be on the same page unless that leaves too much of a page empty. */
  readonly flexible?: boolean;
  readonly items: readonly DrawItem[];
  /** What is repeated above it where it starts a page: a table's header. */
  readonly repeat?: LayoutBlock;
  /** The anchor for the document's outline and links. */
  readonly anchors?: readonly Anchor[];
}

/** Blocks on top of each other as one; the first one's gap is the whole's. */
export function stacked(blocks: readonly LayoutBlock[]): LayoutBlock {
  let y = 0;
  const items = blocks.flatMap((block, index) => {
    y += index === 0 ? 0 : block.gap;
    const placed = block.items.map((item) => moved(item, { x: 0, y }));
    y += block.height;
    return placed;
  });
  const airy = {
    height: blocks.reduce((sum, block) => sum + (block.airy?.height ?? 0), 0),
    gap: blocks[0]?.airy?.gap ?? 0,
  };
  return { height: y, gap: blocks[0]?.gap ?? 0, airy, keep: false, items };
}

/** Two blocks side by side, the right one `offset` points further right. */
export function beside(left: LayoutBlock, right: LayoutBlock, offset: number): LayoutBlock {
  const shifted = right.items.map((item) => moved(item, { x: offset, y: 0 }));
  return {
    height: Math.max(left.height, right.height),
    gap: Math.max(left.gap, right.gap),
    keep: false,
    items: [...left.items, ...shifted],
  };
}

/** The block's size at a density below 1, without its items. */
export function squeezed(block: LayoutBlock, density: number): LayoutBlock {
  const { height, gap, airy = { height: 0, gap: 0 }, repeat } = block;
  return {
    ...block,
    height: height - airy.height * (1 - density),
    gap: gap - airy.gap * (1 - density),
    items: [],
    ...(repeat && { repeat: squeezed(repeat, density) }),
  };
}

/** The same blocks, all on one page as long as they fit one. */
export function together(blocks: readonly LayoutBlock[]): LayoutBlock[] {
  return blocks.map((block, index) => ({ ...block, keep: index < blocks.length - 1 }));
}

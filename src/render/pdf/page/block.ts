import { type Anchor, type DrawItem, moved } from './draw-item.js';

/** An unbreakable block of the page flow. Its items are positioned from its top left corner, in points. */
export interface LayoutBlock {
  readonly height: number;
  /** Space above it, dropped at the top of a page. */
  readonly gap: number;
  /** The part of height and gap that shrinks with the density; none when absent. */
  readonly airy?: { readonly height: number; readonly gap: number };
  /** True when the next block must be on the same page. */
  readonly keep: boolean;
  /** True when the next block should be on the same page unless that leaves too much of a page empty. */
  readonly flexible?: boolean;
  readonly items: readonly DrawItem[];
  /** Repeated above the block when it starts a page: a table's header. */
  readonly repeat?: LayoutBlock;
  /** Anchors for the document's outline and links. */
  readonly anchors?: readonly Anchor[];
}

/** Combines blocks vertically; the gap is that of the first. */
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

/** Combines two blocks horizontally; the right one starts at `offset` points. */
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

/** Keeps the blocks on one page if they fit. */
export function together(blocks: readonly LayoutBlock[]): LayoutBlock[] {
  return blocks.map((block, index) => ({ ...block, keep: index < blocks.length - 1 }));
}

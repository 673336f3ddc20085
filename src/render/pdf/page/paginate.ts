import type { LayoutBlock } from './block.js';
import { type Anchor, type DrawItem, moved } from './draw-item.js';

export interface PageColumn {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlacedPage {
  readonly items: readonly DrawItem[];
  readonly anchors: readonly PlacedAnchor[];
  /** The lower end of its last block. */
  readonly y: number;
}

export interface PlacedAnchor extends Anchor {
  readonly y: number;
}

interface Draft {
  readonly items: DrawItem[];
  readonly anchors: PlacedAnchor[];
  y: number;
}

/** The largest share of a page that may stay empty when a flexible group moves to the next page. */
const MAX_HOLE = 1 / 3;

/**
 * Distributes blocks over pages. Blocks with `keep` move to the next page together; those with `flexible`
 * do so only when at most a third of the page stays empty.
 */
export function paginate(blocks: readonly LayoutBlock[], column: PageColumn): PlacedPage[] {
  return flowed(flexibleGroups(blocks), column);
}

const flexibleGroups = (blocks: readonly LayoutBlock[]) =>
  grouped(blocks, ({ keep, flexible }) => keep || flexible === true);

/** `starts` begin a page wherever they are. */
function flowed(
  groups: readonly (readonly LayoutBlock[])[],
  column: PageColumn,
  starts: ReadonlySet<LayoutBlock | undefined> = new Set(),
): PlacedPage[] {
  const pages: Draft[] = [{ items: [], anchors: [], y: column.top }];
  for (const group of groups) {
    const breaks = !fits(spaceOf(group), lastOf(pages), column) && !movesWhole(group, lastOf(pages), column);
    for (const part of breaks ? grouped(group, ({ keep }) => keep) : [group]) {
      if (starts.has(part[0])) turn(pages, column);
      flow(part, pages, column);
    }
  }
  return pages;
}

/** The blocks on as few pages as they take, of which the emptiest is as full as up to two earlier breaks make it, if the last is half empty. */
export function balanced(blocks: readonly LayoutBlock[], column: PageColumn): PlacedPage[] {
  const pages = paginate(blocks, column);
  if (pages.length < 2 || evenness(pages.slice(-1), column) >= HALF_FULL) return pages;
  const shells = blocks.map((block) => ({ ...block, items: [] }));
  const groups = flexibleGroups(shells);
  const starts = startsOn(pages.slice(pages.length > 2 ? 1 : 0, -1), blocks);
  const breaks = starts.flatMap((first, index) => starts.slice(index).map((second) => [first, second]));
  let best = { breaks: [] as number[], evenness: evenness(pages, column) };
  for (const pair of breaks) {
    const tried = flowed(groups, column, new Set(pair.map((index) => shells[index])));
    const even = evenness(tried, column);
    if (tried.length === pages.length && even > best.evenness) best = { breaks: pair, evenness: even };
  }
  if (best.breaks.length === 0) return pages;
  return flowed(flexibleGroups(blocks), column, new Set(best.breaks.map((index) => blocks[index])));
}

/** Indexes of the last blocks on the pages that begin a section. */
function startsOn(pages: readonly PlacedPage[], blocks: readonly LayoutBlock[]): number[] {
  const ids = new Set(pages.flatMap(({ anchors }) => anchors.map(({ id }) => id)));
  const starts = blocks.flatMap(({ anchors = [] }, index) =>
    index > 0 && anchors.some(({ id }) => ids.has(id)) ? [index] : [],
  );
  return starts.slice(-MAX_STARTS);
}

/** Sections that a page may be made to begin with: more would take long to try. */
const MAX_STARTS = 8;
/** A last page that is filled less than this is half empty. */
const HALF_FULL = 0.5;

/** How full the emptiest page is, from 0 to 1. */
function evenness(pages: readonly PlacedPage[], { top, bottom }: PageColumn): number {
  return Math.min(...pages.map(({ y }) => (y - top) / (bottom - top)));
}

function movesWhole(group: readonly LayoutBlock[], { y }: Draft, { top, bottom }: PageColumn): boolean {
  const room = bottom - top;
  return spaceOf(group).height <= room && bottom - y <= room * MAX_HOLE;
}

function flow(group: readonly LayoutBlock[], pages: Draft[], column: PageColumn): void {
  const space = spaceOf(group);
  const whole = space.height <= column.bottom - column.top;
  if (whole && !fits(space, lastOf(pages), column)) turn(pages, column);
  for (const block of group) {
    if (!whole && !fits(block, lastOf(pages), column)) turn(pages, column);
    place(block, lastOf(pages), column);
  }
}

/** Groups each block with the next one while `tied` is true. */
function grouped(blocks: readonly LayoutBlock[], tied: (block: LayoutBlock) => boolean): LayoutBlock[][] {
  const all: LayoutBlock[][] = [];
  let open = false;
  for (const block of blocks) {
    if (open) all.at(-1)?.push(block);
    else all.push([block]);
    open = tied(block);
  }
  return all;
}

type Space = Pick<LayoutBlock, 'height' | 'gap'>;

const spaceOf = (group: readonly LayoutBlock[]): Space => ({
  height: group.reduce((sum, { height, gap }, index) => sum + height + (index === 0 ? 0 : gap), 0),
  gap: group[0]?.gap ?? 0,
});

function fits({ height, gap }: Space, page: Draft, { top, bottom }: PageColumn): boolean {
  return page.y + (page.y === top ? 0 : gap) + height <= bottom + 1e-6;
}

function lastOf(pages: readonly Draft[]): Draft {
  const page = pages.at(-1);
  if (!page) throw new Error('There is no page.');
  return page;
}

function turn(pages: Draft[], { top }: PageColumn): void {
  if (lastOf(pages).y > top) pages.push({ items: [], anchors: [], y: top });
}

function place(block: LayoutBlock, page: Draft, { left, top }: PageColumn): void {
  if (page.y === top && block.repeat) put(block.repeat, page, left);
  else if (page.y > top) page.y += block.gap;
  for (const { id, title } of block.anchors ?? []) page.anchors.push({ id, title, y: page.y });
  put(block, page, left);
}

function put(block: LayoutBlock, page: Draft, left: number): void {
  page.items.push(...block.items.map((item) => moved(item, { x: left, y: page.y })));
  page.y += block.height;
}

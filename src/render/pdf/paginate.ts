import type { Block } from './block.js';
import { type Mark, moved } from './mark.js';

export interface Column {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Page {
  readonly marks: readonly Mark[];
  readonly bookmarks: readonly { readonly title: string; readonly y: number }[];
}

interface Draft {
  readonly marks: Mark[];
  readonly bookmarks: { title: string; y: number }[];
  y: number;
}

/** Lets blocks flow down one page after the other. Blocks that keep together move to the next page together. */
export function paginate(blocks: readonly Block[], column: Column): Page[] {
  const pages: Draft[] = [{ marks: [], bookmarks: [], y: column.top }];
  for (const group of groups(blocks)) {
    const whole = heightOf(group) <= column.bottom - column.top;
    if (whole && !fits(group, lastOf(pages), column)) turn(pages, column);
    for (const block of group) {
      if (!whole && !fits([block], lastOf(pages), column)) turn(pages, column);
      place(block, lastOf(pages), column);
    }
  }
  return pages;
}

function groups(blocks: readonly Block[]): Block[][] {
  const all: Block[][] = [];
  let open = false;
  for (const block of blocks) {
    if (open) all.at(-1)?.push(block);
    else all.push([block]);
    open = block.keep;
  }
  return all;
}

const heightOf = (group: readonly Block[]) =>
  group.reduce((sum, { height, gap }, index) => sum + height + (index === 0 ? 0 : gap), 0);

function fits(group: readonly Block[], page: Draft, { top, bottom }: Column): boolean {
  const gap = page.y === top ? 0 : (group[0]?.gap ?? 0);
  return page.y + gap + heightOf(group) <= bottom + 1e-6;
}

function lastOf(pages: readonly Draft[]): Draft {
  const page = pages.at(-1);
  if (!page) throw new Error('There is no page.');
  return page;
}

function turn(pages: Draft[], { top }: Column): void {
  if (lastOf(pages).y > top) pages.push({ marks: [], bookmarks: [], y: top });
}

function place(block: Block, page: Draft, { left, top }: Column): void {
  if (page.y === top && block.repeat) put(block.repeat, page, left);
  else if (page.y > top) page.y += block.gap;
  for (const title of block.bookmarks ?? []) page.bookmarks.push({ title, y: page.y });
  put(block, page, left);
}

function put(block: Block, page: Draft, left: number): void {
  page.marks.push(...block.marks.map((mark) => moved(mark, { x: left, y: page.y })));
  page.y += block.height;
}

import type { ChartConfiguration } from 'chart.js';
import type { Direction } from '../../fonts/direction.js';
import type { TextStyle } from '../canvas/surface.js';
import type { Tag } from './tag.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One item on a page, in points from the top left corner of its block or page. Without a tag it is an artifact. */
export type DrawItem = TextItem | BarItem | DotItem | AreaItem | LineItem | ChartItem | ImageItem | LinkItem;

/** One line of text; `y` is its baseline. */
export interface TextItem {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly style: TextStyle;
  readonly direction: Direction;
  readonly tag: Tag | null;
}

/** A filled rectangle. */
export interface BarItem extends Box {
  readonly kind: 'bar';
  readonly color: string;
}

export interface DotItem {
  readonly kind: 'dot';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly color: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A filled polygon. */
export interface AreaItem {
  readonly kind: 'area';
  readonly points: readonly Place[];
  readonly color: string;
}

export interface LineItem {
  readonly kind: 'line';
  readonly points: readonly Place[];
  readonly color: string;
  readonly width: number;
}

export interface ChartItem extends Box {
  readonly kind: 'chart';
  readonly configuration: ChartConfiguration;
  readonly tag: Tag;
}

export interface ImageItem extends Box {
  readonly kind: 'image';
  readonly bytes: Uint8Array;
  readonly tag: Tag | null;
}

/** A clickable area, under the tag of its text. */
export interface LinkItem extends Box {
  readonly kind: 'link';
  readonly to: Anchor | WebPage;
  readonly tag: Tag;
}

/** A target outside the document. */
export interface WebPage {
  readonly url: string;
  readonly title: string;
}

/** A target of the outline and of links. */
export interface Anchor {
  /** Unique in the document. */
  readonly id: string;
  readonly title: string;
}

export function moved(item: DrawItem, by: { x: number; y: number }): DrawItem {
  if (item.kind === 'line' || item.kind === 'area')
    return { ...item, points: item.points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y })) };
  return { ...item, x: item.x + by.x, y: item.y + by.y };
}

/** A horizontal line. */
export function levelRule(
  at: { x: number; y: number; width: number },
  color: string,
  width = 0.75,
): LineItem {
  const { x, y } = at;
  return {
    kind: 'line',
    points: [
      { x, y },
      { x: x + at.width, y },
    ],
    color,
    width,
  };
}

import type { Direction } from '../../fonts/direction.js';
import type { FontWeight } from '../../fonts/inter.js';

/** A piece of an outline in page coordinates: points from the page's top left corner, y downwards. */
export type Segment =
  | { readonly to: 'move' | 'line'; readonly x: number; readonly y: number }
  | {
      readonly to: 'curve';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly to: 'close' };

export type FillRule = 'nonzero' | 'evenodd';

/** An opaque colour as `#rrggbb` and how much of it covers the ground, 0 to 1. */
export interface Paint {
  readonly color: string;
  readonly alpha: number;
}

export interface Stroke extends Paint {
  readonly width: number;
  readonly cap: 'butt' | 'round' | 'square';
  readonly join: 'miter' | 'round' | 'bevel';
  readonly dash: readonly number[];
  readonly dashOffset: number;
}

export interface TextStyle {
  readonly size: number;
  readonly weight: FontWeight;
  /** `#rrggbb`. */
  readonly color: string;
}

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly alpha: number;
  readonly direction: Direction;
}

/** Extents in points: the advance, the ink around the origin, and the font's own line. */
export interface TextExtent {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly ascent: number;
  readonly descent: number;
  readonly fontAscent: number;
  readonly fontDescent: number;
}

/** `direction` as it will be drawn; by the text's own letters when left out. */
export type Measure = (
  text: string,
  style: Pick<TextStyle, 'size' | 'weight'>,
  direction?: Direction,
) => TextExtent;

/** What can be drawn on a page. Knows no transforms: every coordinate is the page's. */
export interface Surface {
  save(): void;
  restore(): void;
  fill(outline: readonly Segment[], paint: Paint, rule?: FillRule): void;
  stroke(outline: readonly Segment[], stroke: Stroke): void;
  clip(outline: readonly Segment[], rule?: FillRule): void;
  /** One line of real text with its baseline's left end at the point, turned clockwise by `angle` radians. */
  text(text: string, at: TextPlace, style: TextStyle): void;
  readonly measure: Measure;
}

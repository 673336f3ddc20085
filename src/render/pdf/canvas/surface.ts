import type { Direction } from '../../fonts/direction.js';
import type { FontWeight } from '../../fonts/inter.js';

/** A path segment in page coordinates: points from the top left corner of the page, y downwards. */
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

/** A colour as `#rrggbb` and its opacity, 0 to 1. */
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

/** Text metrics in points: the advance width, the ink box around the origin, and the ascent and descent of the font. */
export interface TextExtent {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly ascent: number;
  readonly descent: number;
  readonly fontAscent: number;
  readonly fontDescent: number;
}

/** Measures a line in the direction that it is drawn in; without `direction`, that of its first strong character. */
export type Measure = (
  text: string,
  style: Pick<TextStyle, 'size' | 'weight'>,
  direction?: Direction,
) => TextExtent;

/** Draws on a page. It has no transform: all coordinates are page coordinates. */
export interface Surface {
  save(): void;
  restore(): void;
  fill(outline: readonly Segment[], paint: Paint, rule?: FillRule): void;
  stroke(outline: readonly Segment[], stroke: Stroke): void;
  clip(outline: readonly Segment[], rule?: FillRule): void;
  /** One line of selectable text; `at` is the left end of its baseline, `angle` its clockwise rotation in radians. */
  text(text: string, at: TextPlace, style: TextStyle): void;
  readonly measure: Measure;
}

import type { ChartConfiguration } from 'chart.js';
import type { Frame } from '../../../src/chart/frame.js';
import { drawChart } from '../../../src/render/pdf/canvas/draw-chart.js';
import type { Segment, Surface, TextStyle } from '../../../src/render/pdf/canvas/surface.js';
import { recordingSurface } from '../render/pdf/recording.js';

/** Words of a chart, with the middle of their line. */
export interface DrawnWords extends TextStyle {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly middle: number;
}

/** A filled or stroked outline by the box around it. */
export interface DrawnShape {
  readonly color: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface DrawnStroke extends DrawnShape {
  readonly dashed: boolean;
}

export interface Drawn {
  readonly words: readonly DrawnWords[];
  readonly fills: readonly DrawnShape[];
  readonly strokes: readonly DrawnStroke[];
}

/** The sample theme's colours on an area of 500 by 200 with text of 10; letters are 5 wide. */
export const FRAME: Frame = {
  width: 500,
  height: 200,
  textSize: 10,
  locale: 'en-GB',
  palette: {
    paper: '#ffffff',
    accent: '#1f5fa8',
    attention: '#b4530a',
    text: '#1b2430',
    secondary: '#5b6675',
    rule: '#cfd6df',
    hairline: '#e7ebf0',
    comparison: '#8592a3',
    bar: '#9dbbe0',
    scale: ['#f7f9fc', '#c6dbef', '#85b7de', '#3e7fbe', '#114785', '#082854'],
  },
};

/** Draws a chart and gives what lies on the canvas, in the order it was drawn. */
export function drawn(configuration: ChartConfiguration, { width, height } = FRAME): Drawn {
  const words: DrawnWords[] = [];
  const fills: DrawnShape[] = [];
  const strokes: DrawnStroke[] = [];
  const surface: Surface = {
    ...recordingSurface(),
    fill: (outline, { color }) => void fills.push({ color, ...boxOf(outline) }),
    stroke: (outline, { color, dash }) =>
      void strokes.push({ color, dashed: dash.length > 0, ...boxOf(outline) }),
    text(text, { x, y }, style) {
      const { width, fontAscent, fontDescent } = surface.measure(text, style);
      words.push({ text, left: x, right: x + width, middle: y - (fontAscent - fontDescent) / 2, ...style });
    },
  };
  drawChart(surface, { x: 0, y: 0, width, height }, configuration);
  return { words, fills, strokes };
}

function boxOf(outline: readonly Segment[]) {
  const points = outline.filter((segment) => segment.to !== 'close');
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

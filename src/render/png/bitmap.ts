import type { ChartConfiguration } from 'chart.js';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import { FONTS } from '../fonts.js';

/** How many pixels stand for one unit of a chart, so that pictures stay sharp on dense screens. */
const DENSITY = 2;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Paints a chart as PNG on white, twice as dense as its size says. */
export type Painter = (configuration: ChartConfiguration, size: Size) => Promise<Uint8Array>;

/** Keeps one canvas a size, since each carries a Chart.js of its own. */
export function createPainter(): Painter {
  const canvases = new Map<string, ChartJSNodeCanvas>();
  const canvasOf = ({ width, height }: Size): ChartJSNodeCanvas => {
    const key = `${width}x${height}`;
    const canvas = canvases.get(key) ?? newCanvas({ width, height });
    canvases.set(key, canvas);
    return canvas;
  };
  return async (configuration, size) => {
    const options = { ...configuration.options, devicePixelRatio: DENSITY };
    return canvasOf(size).renderToBuffer({ ...configuration, options }, 'image/png');
  };
}

function newCanvas(size: Size): ChartJSNodeCanvas {
  const plugins = { modern: ['chartjs-chart-matrix'] };
  const canvas = new ChartJSNodeCanvas({ ...size, backgroundColour: '#ffffff', plugins });
  for (const { family, weight, path } of FONTS) canvas.registerFont(path, { family, weight: String(weight) });
  return canvas;
}

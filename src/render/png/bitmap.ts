import type { ChartConfiguration, Plugin } from 'chart.js';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import { FONTS } from '../fonts.js';

/** How many pixels stand for one unit of a chart, so that pictures stay sharp on dense screens. */
const DENSITY = 2;
const PAPER = '#ffffff';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Paints a chart as PNG on white, twice as dense as its size says. */
export type Painter = (configuration: ChartConfiguration, size: Size) => Promise<Uint8Array>;

/** Loads a Chart.js of its own and the fonts; share it between pictures of any size. */
export function createPainter(): Painter {
  // The size given here is the canvas's first one only: every chart resizes its canvas to its own.
  const canvas = new ChartJSNodeCanvas({
    width: 8,
    height: 8,
    plugins: { modern: ['chartjs-chart-matrix'] },
  });
  for (const { family, weight, path } of FONTS) canvas.registerFont(path, { family, weight: String(weight) });
  return async (configuration, size) => {
    const options = { ...configuration.options, devicePixelRatio: DENSITY };
    const plugins = [paper(size), ...(configuration.plugins ?? [])];
    return canvas.renderToBuffer({ ...configuration, options, plugins }, 'image/png');
  };
}

/** A white ground of the picture's own size. */
function paper({ width, height }: Size): Plugin {
  return {
    id: 'paper',
    beforeInit: (chart) => chart.resize(width, height),
    beforeDraw({ ctx }) {
      ctx.fillStyle = PAPER;
      ctx.fillRect(0, 0, width, height);
    },
  };
}

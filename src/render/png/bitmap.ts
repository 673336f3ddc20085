// The library below asks for it with its first chart only, when a long-running process may have no file handle for it.
import 'canvas';
import type { ChartConfiguration, Plugin } from 'chart.js';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import type { FontSet } from '../fonts/typesetter.js';
import { createTextPainter } from './text-painter.js';

const PAPER = '#ffffff';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** How many pixels stand for one unit of a chart. */
  readonly density: number;
}

/** Paints a chart as PNG on white. */
export type Painter = (configuration: ChartConfiguration, size: Size, fonts: FontSet) => Promise<Uint8Array>;

/** Loads a Chart.js of its own; share it between pictures of any size. */
export function createPainter(): Painter {
  // The size given here is the canvas's first one only: every chart resizes its canvas to its own.
  const canvas = new ChartJSNodeCanvas({ width: 8, height: 8 });
  const textPainter = createTextPainter();
  return async (configuration, size, fonts) => {
    const options = { ...configuration.options, devicePixelRatio: size.density };
    const plugins = [textPainter(fonts), paper(size), ...(configuration.plugins ?? [])];
    return canvas.renderToBuffer({ ...configuration, options, plugins }, 'image/png');
  };
}

/** A white ground of the picture's own size. */
function paper({ width, height }: Pick<Size, 'width' | 'height'>): Plugin {
  return {
    id: 'paper',
    beforeInit: (chart) => chart.resize(width, height),
    beforeDraw({ ctx }) {
      ctx.fillStyle = PAPER;
      ctx.fillRect(0, 0, width, height);
    },
    // Left to the garbage collector, canvases would make it run once for each digest.
    beforeDestroy: ({ canvas }) => void Object.assign(canvas, { width: 1, height: 1 }),
  };
}

// Loaded here because chartjs-node-canvas requires it with the first chart, when a long-running process may be out of file handles.
import 'canvas';
import type { ChartConfiguration, Plugin } from 'chart.js';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import type { FontSet } from '../fonts/typesetter.js';
import { createTextPainter } from './text-painter.js';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Pixels per chart unit. */
  readonly density: number;
  /** The colour of its ground. */
  readonly paper: string;
}

/** Renders a chart as PNG on its ground. */
export type Painter = (configuration: ChartConfiguration, size: Size, fonts: FontSet) => Promise<Uint8Array>;

// The size is an initial one: every chart resizes its canvas. One for all painters, because each compiles Chart.js anew.
const canvas = new ChartJSNodeCanvas({ width: 8, height: 8 });

/** Creates a painter, for pictures of any size. */
export function createPainter(): Painter {
  const textPainter = createTextPainter();
  return async (configuration, size, fonts) => {
    const options = { ...configuration.options, devicePixelRatio: size.density };
    const plugins = [textPainter(fonts), paper(size), ...(configuration.plugins ?? [])];
    return canvas.renderToBuffer({ ...configuration, options, plugins }, 'image/png');
  };
}

function paper({ width, height, paper: color }: Size): Plugin {
  return {
    id: 'paper',
    beforeInit: (chart) => chart.resize(width, height),
    beforeDraw({ ctx }) {
      ctx.fillStyle = color;
      ctx.fillRect(0, 0, width, height);
    },
    // Frees the pixels at once: canvases waiting for the garbage collector would make it run for each digest.
    beforeDestroy: ({ canvas }) => void Object.assign(canvas, { width: 1, height: 1 }),
  };
}

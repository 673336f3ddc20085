import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import { Canvas2d, type CanvasBox } from './canvas2d.js';
import type { Surface } from './surface.js';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
);

/** Draws a Chart.js chart as vectors. */
export function drawChart(surface: Surface, box: CanvasBox, configuration: ChartConfiguration): void {
  const { canvas } = new Canvas2d(surface, box);
  new Chart(canvas as unknown as ConstructorParameters<typeof Chart>[0], configuration).destroy();
}

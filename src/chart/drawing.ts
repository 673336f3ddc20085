import type { Chart, Scale } from 'chart.js';
import { graphemesOf } from '../lib/text/graphemes.js';
import { drawable } from './drawable.js';
import { FONT_FAMILY } from './frame.js';

/** The part of CanvasRenderingContext2D that our Chart.js plug-ins use. */
export interface Drawing {
  font: string;
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  textAlign: 'left' | 'center' | 'right';
  textBaseline: 'alphabetic' | 'middle' | 'top' | 'bottom';
  save(): void;
  restore(): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, start: number, end: number): void;
  roundRect(x: number, y: number, width: number, height: number, radius: number): void;
  stroke(): void;
  fill(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
  setLineDash(dash: number[]): void;
}

export interface ChartText {
  readonly size: number;
  readonly weight: 400 | 500 | 600;
  readonly color: string;
  readonly align: 'left' | 'center' | 'right';
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ChartStroke {
  readonly color: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

export function drawingOf(chart: Chart): Drawing {
  return chart.ctx;
}

/** The chart's two axes; both exist in every chart of this folder. */
export function axesOf(chart: Chart): { x: Scale; y: Scale } {
  const { x, y } = chart.scales;
  if (!x || !y) throw new Error('The chart has no x or no y axis.');
  return { x, y };
}

/** Draws text vertically centred at the point. */
export function letter(ink: Drawing, text: string, at: Point, style: ChartText): void {
  choose(ink, style);
  ink.fillStyle = style.color;
  ink.textAlign = style.align;
  ink.textBaseline = 'middle';
  ink.fillText(drawable(text), at.x, at.y);
}

export function chartTextWidth(ink: Drawing, text: string, style: ChartText): number {
  choose(ink, style);
  return ink.measureText(drawable(text)).width;
}

/** `text` shortened with an ellipsis to a width of `room`. */
export function fitted(ink: Drawing, text: string, room: number, style: ChartText): string {
  return ellipsized(text, (part) => chartTextWidth(ink, part, style) <= room);
}

/** The longest prefix of `text` that `fits`, with an ellipsis when cut. */
export function ellipsized(text: string, fits: (text: string) => boolean): string {
  return fits(text) ? text : cutShort(text, fits);
}

/** The longest prefix of `text` that `fits` with an ellipsis; the ellipsis alone when none does. */
export function cutShort(text: string, fits: (text: string) => boolean): string {
  const letters = graphemesOf(text);
  let [kept, over] = [0, letters.length + 1];
  while (over - kept > 1) {
    const middle = (kept + over) >> 1;
    if (fits(`${letters.slice(0, middle).join('').trimEnd()}…`)) kept = middle;
    else over = middle;
  }
  return `${letters.slice(0, kept).join('').trimEnd()}…`;
}

/** Draws a line. */
export function rule(ink: Drawing, from: Point, to: Point, stroke: ChartStroke): void {
  ink.strokeStyle = stroke.color;
  ink.lineWidth = stroke.width;
  if (stroke.dash) ink.setLineDash([...stroke.dash]);
  ink.beginPath();
  ink.moveTo(from.x, from.y);
  ink.lineTo(to.x, to.y);
  ink.stroke();
  if (stroke.dash) ink.setLineDash([]);
}

function choose(ink: Drawing, { size, weight }: ChartText): void {
  ink.font = `${weight} ${size}px ${FONT_FAMILY}`;
}

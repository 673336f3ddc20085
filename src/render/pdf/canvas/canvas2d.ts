import { parseCssColor, parseCssFont } from './css.js';
import { angleOf, type Matrix, multiply, scaleOf } from './matrix.js';
import { Outline } from './outline.js';
import type { FillRule, Paint, Surface, TextExtent } from './surface.js';

/** Position and size of the canvas on the page, in points. */
export interface CanvasBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The part of CanvasRenderingContext2D that Chart.js uses, drawing on a page: one pixel is one point.
 * Images, gradients, patterns and shadows throw an error that names them.
 */
export class Canvas2d {
  readonly canvas: { width: number; height: number; getContext(kind: string): Canvas2d };
  fillStyle = '#000000';
  strokeStyle = '#000000';
  lineWidth = 1;
  lineCap: 'butt' | 'round' | 'square' = 'butt';
  lineJoin: 'miter' | 'round' | 'bevel' = 'miter';
  lineDashOffset = 0;
  globalAlpha = 1;
  font = '400 10px Inter';
  textAlign: 'left' | 'right' | 'center' | 'start' | 'end' = 'start';
  textBaseline: 'top' | 'hanging' | 'middle' | 'alphabetic' | 'ideographic' | 'bottom' = 'alphabetic';
  readonly #surface: Surface;
  readonly #origin: Matrix;
  readonly #saved: (() => void)[] = [];
  #matrix: Matrix;
  #dash: readonly number[] = [];
  #outline = new Outline();

  constructor(surface: Surface, box: CanvasBox) {
    this.#surface = surface;
    this.#origin = [1, 0, 0, 1, box.x, box.y];
    this.#matrix = this.#origin;
    this.canvas = { width: box.width, height: box.height, getContext: () => this };
  }

  save(): void {
    const [styles, matrix, dash] = [{ ...this }, this.#matrix, this.#dash];
    this.#saved.push(() => {
      Object.assign(this, styles);
      this.#matrix = matrix;
      this.#dash = dash;
    });
    this.#surface.save();
  }

  restore(): void {
    const bringBack = this.#saved.pop();
    if (!bringBack) return;
    bringBack();
    this.#surface.restore();
  }

  transform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#matrix = multiply(this.#matrix, [a, b, c, d, e, f]);
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#matrix = multiply(this.#origin, [a, b, c, d, e, f]);
  }

  resetTransform(): void {
    this.#matrix = this.#origin;
  }

  translate(x: number, y: number): void {
    this.transform(1, 0, 0, 1, x, y);
  }

  scale(x: number, y: number): void {
    this.transform(x, 0, 0, y, 0, 0);
  }

  rotate(angle: number): void {
    this.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
  }

  beginPath(): void {
    this.#outline = new Outline();
  }

  closePath(): void {
    this.#outline.close();
  }

  moveTo(x: number, y: number): void {
    this.#outline.move(this.#matrix, x, y);
  }

  lineTo(x: number, y: number): void {
    this.#outline.line(this.#matrix, x, y);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#outline.curve(this.#matrix, [x1, y1, x2, y2, x, y]);
  }

  quadraticCurveTo(handleX: number, handleY: number, x: number, y: number): void {
    this.#outline.quadratic(this.#matrix, [handleX, handleY, x, y]);
  }

  arc(x: number, y: number, radius: number, start: number, end: number, counterclockwise = false): void {
    const circle = { x, y, radiusX: radius, radiusY: radius, rotation: 0 };
    this.#outline.arc(this.#matrix, { ...circle, start, end, counterclockwise });
  }

  rect(x: number, y: number, width: number, height: number): void {
    addRectangle(this.#outline, this.#matrix, { x, y, width, height });
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    this.#outline.rounded(this.#matrix, { x, y, width, height, radius });
  }

  fill(rule: FillRule = 'nonzero'): void {
    this.#paint(this.#outline, rule);
  }

  stroke(path?: object): void {
    if (path) refuse('paths kept apart (Path2D)');
    this.#draw(this.#outline);
  }

  clip(rule: FillRule = 'nonzero'): void {
    this.#surface.clip(this.#outline.segments, rule);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#paint(addRectangle(new Outline(), this.#matrix, { x, y, width, height }), 'nonzero');
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#draw(addRectangle(new Outline(), this.#matrix, { x, y, width, height }));
  }

  /** Does nothing: a new page is blank, and PDF content cannot be erased. */
  clearRect(): void {}

  setLineDash(dash: readonly number[]): void {
    this.#dash = [...dash];
  }

  getLineDash(): readonly number[] {
    return this.#dash;
  }

  fillText(text: string, x: number, y: number): void {
    const matrix = this.#matrix;
    const style = parseCssFont(this.font);
    const extent = this.#surface.measure(text, style);
    const place = multiply(matrix, [1, 0, 0, 1, x - this.#shift(extent.width), y + this.#drop(extent)]);
    const { color, alpha } = this.#paintOf(this.fillStyle);
    const at = { x: place[4], y: place[5], angle: angleOf(matrix), alpha, direction: 'auto' as const };
    if (alpha > 0) this.#surface.text(text, at, { ...style, size: style.size * scaleOf(matrix), color });
  }

  measureText(text: string) {
    const extent = this.#surface.measure(text, parseCssFont(this.font));
    const [shift, drop] = [this.#shift(extent.width), this.#drop(extent)];
    return {
      width: extent.width,
      actualBoundingBoxLeft: shift - extent.left,
      actualBoundingBoxRight: extent.right - shift,
      actualBoundingBoxAscent: extent.ascent - drop,
      actualBoundingBoxDescent: extent.descent + drop,
      fontBoundingBoxAscent: extent.fontAscent - drop,
      fontBoundingBoxDescent: extent.fontDescent + drop,
    };
  }

  strokeText(): never {
    return refuse('outlined text');
  }

  drawImage(): never {
    return refuse('pictures');
  }

  createPattern(): never {
    return refuse('patterns');
  }

  createLinearGradient(): never {
    return refuse('gradients');
  }

  createRadialGradient(): never {
    return refuse('gradients');
  }

  #paintOf(style: string): Paint {
    const { color, alpha } = parseCssColor(style);
    return { color, alpha: alpha * this.globalAlpha };
  }

  #paint(outline: Outline, rule: FillRule): void {
    const paint = this.#paintOf(this.fillStyle);
    if (paint.alpha > 0) this.#surface.fill(outline.segments, paint, rule);
  }

  #draw(outline: Outline): void {
    const paint = this.#paintOf(this.strokeStyle);
    const scale = scaleOf(this.#matrix);
    if (paint.alpha === 0 || this.lineWidth <= 0) return;
    this.#surface.stroke(outline.segments, {
      ...paint,
      width: this.lineWidth * scale,
      cap: this.lineCap,
      join: this.lineJoin,
      dash: this.#dash.map((length) => length * scale),
      dashOffset: this.lineDashOffset * scale,
    });
  }

  /** Distance from the text's start to the anchor point, by `textAlign`. */
  #shift(width: number): number {
    if (this.textAlign === 'center') return width / 2;
    return this.textAlign === 'right' || this.textAlign === 'end' ? width : 0;
  }

  /** Distance from the anchor point down to the baseline, by `textBaseline`. */
  #drop({ fontAscent, fontDescent }: TextExtent): number {
    const drops = {
      top: fontAscent,
      hanging: fontAscent * 0.8,
      middle: (fontAscent - fontDescent) / 2,
      alphabetic: 0,
      ideographic: -fontDescent,
      bottom: -fontDescent,
    };
    return drops[this.textBaseline];
  }
}

function addRectangle(outline: Outline, matrix: Matrix, { x, y, width, height }: CanvasBox): Outline {
  outline.move(matrix, x, y);
  outline.line(matrix, x + width, y);
  outline.line(matrix, x + width, y + height);
  outline.line(matrix, x, y + height);
  outline.close();
  return outline;
}

function refuse(what: string): never {
  throw new Error(`The PDF canvas draws no ${what}.`);
}

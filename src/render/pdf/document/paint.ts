import { setImmediate as nextTurn } from 'node:timers/promises';
import { drawChart } from '../canvas/draw-chart.js';
import { Outline } from '../canvas/outline.js';
import type { Segment } from '../canvas/surface.js';
import type { DrawItem, LineItem } from '../page/draw-item.js';
import type { PlacedPage } from '../page/paginate.js';
import type { Tag } from '../page/tag.js';
import type { PdfDocument } from './document.js';

const IDENTITY = [1, 0, 0, 1, 0, 0] as const;

/** Draws pages into a document; yields to the event loop before each. */
export async function paintPages(pages: readonly PlacedPage[], document: PdfDocument): Promise<void> {
  for (const { items, anchors } of pages) {
    await nextTurn();
    document.addPage();
    for (const anchor of anchors) document.anchor(anchor);
    for (const run of runsByTag(items)) {
      document.tagged(run.tag, () => drawAll(run.items, document), boxOf(run.items));
    }
  }
}

interface TaggedRun {
  readonly tag: Tag | null;
  readonly items: DrawItem[];
}

/** Groups consecutive items with the same tag. */
function runsByTag(items: readonly DrawItem[]): TaggedRun[] {
  const runs: TaggedRun[] = [];
  for (const item of items) {
    const tag = 'tag' in item ? item.tag : null;
    const last = runs.at(-1);
    if (last && last.tag === tag) last.items.push(item);
    else runs.push({ tag, items: [item] });
  }
  return runs;
}

const boxOf = (items: readonly DrawItem[]) => items.find((item) => item.kind === 'chart');

function drawAll(items: readonly DrawItem[], document: PdfDocument): void {
  for (const item of items) draw(item, document);
}

function draw(item: DrawItem, document: PdfDocument): void {
  if (item.kind === 'text') document.text(item.text, { ...item, angle: 0, alpha: 1 }, item.style);
  else if (item.kind === 'bar') document.fill(rectangle(item), { color: item.color, alpha: 1 });
  else if (item.kind === 'dot') document.fill(circle(item), { color: item.color, alpha: 1 });
  else if (item.kind === 'area')
    document.fill([...path(item.points), { to: 'close' }], { color: item.color, alpha: 1 });
  else if (item.kind === 'line') drawLine(item, document);
  else if (item.kind === 'link') document.link(item);
  else if (item.kind === 'chart') drawChart(document, item, item.configuration);
  else document.image(item.bytes, item);
}

function drawLine({ points, color, width }: LineItem, document: PdfDocument): void {
  const outline = path(points);
  const still = { alpha: 1, cap: 'butt', join: 'round', dash: [], dashOffset: 0 } as const;
  document.stroke(outline, { ...still, color, width });
}

const path = (points: LineItem['points']) =>
  points.map(({ x, y }, index): Segment => ({ to: index === 0 ? 'move' : 'line', x, y }));

function rectangle({
  x,
  y,
  width,
  height,
}: {
  x: number;
  y: number;
  width: number;
  height: number;
}): Segment[] {
  return [
    { to: 'move', x, y },
    { to: 'line', x: x + width, y },
    { to: 'line', x: x + width, y: y + height },
    { to: 'line', x, y: y + height },
    { to: 'close' },
  ];
}

function circle({ x, y, radius }: { x: number; y: number; radius: number }): readonly Segment[] {
  const outline = new Outline();
  const round = { x, y, radiusX: radius, radiusY: radius, rotation: 0, counterclockwise: false };
  outline.arc(IDENTITY, { ...round, start: 0, end: 2 * Math.PI });
  return outline.segments;
}

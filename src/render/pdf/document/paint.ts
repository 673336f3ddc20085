import { setImmediate as nextTurn } from 'node:timers/promises';
import { drawChart } from '../canvas/draw-chart.js';
import { Outline } from '../canvas/outline.js';
import type { Segment } from '../canvas/surface.js';
import type { DrawItem, LineItem } from '../page/draw-item.js';
import type { PlacedPage } from '../page/paginate.js';
import type { Tag } from '../page/tag.js';
import type { PdfDocument } from './document.js';

const IDENTITY = [1, 0, 0, 1, 0, 0] as const;

/** Draws laid out pages into a document, with room for other work before each. */
export async function paintPages(pages: readonly PlacedPage[], document: PdfDocument): Promise<void> {
  for (const { marks, anchors } of pages) {
    await nextTurn();
    document.addPage();
    for (const anchor of anchors) document.anchor(anchor);
    for (const run of runsByTag(marks)) {
      document.tagged(run.tag, () => drawAll(run.marks, document), boxOf(run.marks));
    }
  }
}

interface TaggedRun {
  readonly tag: Tag | null;
  readonly marks: DrawItem[];
}

/** Neighbours under one tag, together. */
function runsByTag(marks: readonly DrawItem[]): TaggedRun[] {
  const runs: TaggedRun[] = [];
  for (const mark of marks) {
    const tag = 'tag' in mark ? mark.tag : null;
    const last = runs.at(-1);
    if (last && last.tag === tag) last.marks.push(mark);
    else runs.push({ tag, marks: [mark] });
  }
  return runs;
}

const boxOf = (marks: readonly DrawItem[]) => marks.find((mark) => mark.kind === 'chart');

function drawAll(marks: readonly DrawItem[], document: PdfDocument): void {
  for (const mark of marks) draw(mark, document);
}

function draw(mark: DrawItem, document: PdfDocument): void {
  if (mark.kind === 'text') document.text(mark.text, { ...mark, angle: 0, alpha: 1 }, mark.style);
  else if (mark.kind === 'bar') document.fill(rectangle(mark), { color: mark.color, alpha: 1 });
  else if (mark.kind === 'dot') document.fill(circle(mark), { color: mark.color, alpha: 1 });
  else if (mark.kind === 'line') drawLine(mark, document);
  else if (mark.kind === 'link') document.link(mark);
  else if (mark.kind === 'chart') drawChart(document, mark, mark.configuration);
  else document.image(mark.bytes, mark);
}

function drawLine({ points, color, width }: LineItem, document: PdfDocument): void {
  const outline = points.map(({ x, y }, index): Segment => ({ to: index === 0 ? 'move' : 'line', x, y }));
  const still = { alpha: 1, cap: 'butt', join: 'round', dash: [], dashOffset: 0 } as const;
  document.stroke(outline, { ...still, color, width });
}

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

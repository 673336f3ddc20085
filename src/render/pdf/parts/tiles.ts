import type { Digest, Tile } from '../../../digest/digest.js';
import { splitKnown } from '../../../digest/missing/known.js';
import type { TextStyle } from '../canvas/surface.js';
import type { LayoutBlock } from '../page/block.js';
import { type Anchor, type DrawItem, levelRule, moved } from '../page/draw-item.js';
import { changeWords, type LayoutContext } from '../page/layout-context.js';
import { ROOT, type Tag, under } from '../page/tag.js';
import { clippedRun, inLine, paragraph, shrunk, type TextRun, textWidth } from '../text/paragraph.js';
import { linkOver, tileAnchor } from './links.js';

const HEIGHT = 104;
const INSET = 11.5;
/** The line about a figure's coverage, in points: its baseline, and how far it moves the following content down. */
const KNOWN = { y: 53, lowers: 9, gap: 3 };
const SPARK = { top: 78, height: 14 };
/** The lines that compare with the previous value. */
const BEFORE = { top: 62.5, leading: 9, most: 2 };

interface Cell {
  readonly x: number;
  readonly width: number;
  readonly tag: Tag;
  readonly to: Anchor | null;
}

interface Filled {
  readonly tile: Tile;
  readonly cell: Cell;
}

/** The headline figures in equal columns between two rules. */
export function tilesBlock(digest: Digest, layout: LayoutContext): LayoutBlock {
  const { tiles } = digest;
  const { theme, width } = layout;
  const column = width / Math.max(tiles.length, 1);
  const filled = tiles.map((tile, index): Filled => {
    const inset = index === 0 ? 0 : INSET;
    const to = tileAnchor(tile, digest);
    const text = under(ROOT, 'P');
    const tag = to ? under(text, 'Link') : text;
    return { tile, cell: { x: column * index + inset, width: column - inset - 6, tag, to } };
  });
  const figure = figureStyle(filled, layout);
  const items = filled.flatMap((one, index) => [
    ...separator(column * index, index, layout),
    ...tileItems(one, figure, layout),
  ]);
  const rules = [0, HEIGHT].map((y) => levelRule({ x: 0, y, width }, theme.rule, 0.9));
  return { height: HEIGHT, gap: 18, keep: false, items: [...rules, ...items] };
}

function separator(x: number, index: number, { theme }: LayoutContext): DrawItem[] {
  if (index === 0) return [];
  return [
    {
      kind: 'line',
      points: [
        { x, y: 0 },
        { x, y: HEIGHT },
      ],
      color: theme.hairline,
      width: 0.9,
    },
  ];
}

function tileItems({ tile, cell }: Filled, figure: TextStyle, layout: LayoutContext): DrawItem[] {
  const { styles, theme, measure } = layout;
  const change = tile.change && changeWords(tile.change, theme);
  const line = (run: TextRun, y: number) =>
    inLine([run], { x: cell.x, y, tag: cell.tag, direction: layout.direction }, measure);
  const before = previous(tile, cell, layout);
  const number = { text: splitKnown(tile.text)[0], style: figure };
  const { items: known, lowered } = knownItems(tile, { cell, number }, layout);
  const place = { x: cell.x, y: 0, width: cell.width, height: HEIGHT };
  return [
    ...(cell.to ? [linkOver(place, cell.to, cell.tag)] : []),
    ...line(clippedRun(measure, { text: tile.label, style: styles.note }, cell.width), 19),
    ...(tile.value === null ? missing(tile, cell, layout) : line(number, 42)),
    ...known,
    ...(change
      ? line(
          shrunk(
            measure,
            { text: change.text, style: { ...styles.medium, color: change.color } },
            cell.width,
          ),
          57.5 + lowered,
        )
      : []),
    ...before.items.map((item) => moved(item, { x: cell.x, y: BEFORE.top + lowered })),
    ...spark(tile.spark, { ...cell, drop: lowered + Math.max(before.height - BEFORE.leading, 0) }, layout),
  ];
}

/** The figure's coverage, beside it if it fits, else below it; the following content then moves down. */
function knownItems(
  { text, value }: Tile,
  { cell, number }: { readonly cell: Cell; readonly number: TextRun },
  { styles, theme, measure, direction }: LayoutContext,
): { readonly items: DrawItem[]; readonly lowered: number } {
  const known = splitKnown(text)[1];
  if (value === null || known === '') return { items: [], lowered: 0 };
  const run = { text: `· ${known}`, style: { ...styles.note, size: 8, color: theme.attention } };
  const beside = textWidth(measure, number) + KNOWN.gap;
  const fits = direction === 'ltr' && beside + textWidth(measure, run) <= cell.width;
  const place = { x: fits ? cell.x + beside : cell.x, y: fits ? 42 : KNOWN.y, tag: cell.tag, direction };
  return {
    items: inLine([shrunk(measure, run, cell.width)], place, measure),
    lowered: fits ? 0 : KNOWN.lowers,
  };
}

function previous({ previousText }: Tile, { width, tag }: Cell, layout: LayoutContext): LayoutBlock {
  const style = { ...layout.styles.note, size: 8 };
  const run = { text: previousText ?? '', style: inWords(previousText ?? '', style, width, layout) };
  return paragraph(previousText ? [run] : [], { ...layout, width }, { ...BEFORE, tag, gap: 0 });
}

/** `style` shrunk so that the longest word fits the width: wrapping must not break a figure. */
function inWords(text: string, style: TextStyle, width: number, { measure }: LayoutContext): TextStyle {
  const sizes = text.split(' ').map((word) => shrunk(measure, { text: word, style }, width).style.size);
  return { ...style, size: Math.min(...sizes) };
}

/** One style for all figures, shrunk until each fits its tile. */
function figureStyle(filled: readonly Filled[], { measure, styles: { figure } }: LayoutContext): TextStyle {
  const shown = filled.filter(({ tile }) => tile.value !== null);
  const sizes = shown.map(
    ({ tile, cell }) =>
      shrunk(measure, { text: splitKnown(tile.text)[0], style: figure }, cell.width).style.size,
  );
  return { ...figure, size: Math.min(figure.size, ...sizes) };
}

function missing({ text }: Tile, cell: Cell, layout: LayoutContext): DrawItem[] {
  const look = { tag: cell.tag, leading: 12, gap: 0, most: 4 };
  const words = paragraph([{ text, style: layout.styles.note }], { ...layout, width: cell.width }, look);
  return words.items.map((item) => moved(item, { x: cell.x, y: 27 }));
}

/** The sparkline with a dot at its end and gaps for missing values; `drop` moves it down. */
function spark(values: Tile['spark'], cell: Cell & { drop: number }, { theme }: LayoutContext): DrawItem[] {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return [];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const width = Math.min(cell.width, 76);
  const [top, height] = [SPARK.top + cell.drop, SPARK.height - cell.drop / 2];
  const points = values.map((value, index) => ({
    x: cell.x + (index / (values.length - 1)) * width,
    y: top + height * (1 - ((value ?? low) - low) / (high - low || 1)),
    known: value !== null,
  }));
  const lines = connected(points).map(
    (part): DrawItem => ({ kind: 'line', points: part, color: theme.comparison, width: 1.1 }),
  );
  const end = points.findLast((point) => point.known);
  if (!end) return lines;
  const dot: DrawItem = { kind: 'dot', x: end.x, y: end.y, radius: 1.9, color: theme.accent };
  return [...lines, dot];
}

/** Runs of two or more consecutive known points. */
function connected<Point extends { known: boolean }>(points: readonly Point[]): Point[][] {
  const parts: Point[][] = [[]];
  for (const point of points) {
    if (point.known) parts.at(-1)?.push(point);
    else parts.push([]);
  }
  return parts.filter((part) => part.length > 1);
}

import { compactCount, compactCounts } from '../../../chart/compact.js';
import type { Digest, Tile } from '../../../digest/digest.js';
import { isWeeks } from '../../../digest/drawn-as.js';
import { splitKnown } from '../../../digest/missing/known.js';
import type { TextStyle } from '../canvas/surface.js';
import type { LayoutBlock } from '../page/block.js';
import { type Anchor, type DrawItem, levelRule, moved } from '../page/draw-item.js';
import { changeWords, type LayoutContext } from '../page/layout-context.js';
import { ROOT, type Tag, under } from '../page/tag.js';
import { clippedRun, inLine, paragraph, shrunk, type TextRun, textWidth } from '../text/paragraph.js';
import { linkOver, tileAnchor } from './links.js';
import { spark } from './spark.js';

const INSET = 11.5;
/** Baselines of a tile's lines, in points. */
const BASELINE = { label: 19, figure: 42, change: 57.5 };
/** The line about a figure's coverage, in points: its baseline, and how far it moves the following content down. */
const KNOWN = { y: 53, lowers: 9, gap: 3 };
/** The lines that compare with the previous value, what is usual and the goal, under that of the change. */
const BELOW = { top: 61, leading: 10, most: 2, size: 8 };
const SPARK = { gap: 4, height: 14 };
const MIN_HEIGHT = 72;
const PADDING = 9;

interface Cell {
  readonly x: number;
  readonly width: number;
  readonly tag: Tag;
  readonly to: Anchor | null;
}

interface Filled {
  readonly tile: Tile;
  readonly cell: Cell;
  /** The figure without its coverage. */
  readonly figure: string;
}

/** Styles that all tiles of a row share, so that none is larger than its neighbours. */
interface TileStyles {
  readonly figure: TextStyle;
  readonly change: TextStyle;
  readonly below: TextStyle;
}

interface Drawn {
  readonly items: readonly DrawItem[];
  readonly bottom: number;
}

/** The headline figures in equal columns between two rules; sparklines only where no weeks are drawn. */
export function tilesBlock(digest: Digest, layout: LayoutContext): LayoutBlock {
  const { tiles } = digest;
  const { theme, width } = layout;
  const column = width / Math.max(tiles.length, 1);
  const filled = tiles.map((tile, index): Filled => {
    const inset = index === 0 ? 0 : INSET;
    const to = tileAnchor(tile, digest);
    const text = under(ROOT, 'P');
    const tag = to ? under(text, 'Link') : text;
    const cell = { x: column * index + inset, width: column - inset - 6, tag, to };
    return { tile, cell, figure: compactCount(countOf(tile), splitKnown(tile.text)[0], digest.locale) };
  });
  const styles = stylesFor(filled, layout);
  const drawn = filled.map((one) => tileItems(one, styles, layout));
  const sparks = digest.sections.some(isWeeks) || tiles.every(({ spark }) => known(spark) < 2);
  const lowest = Math.max(0, ...drawn.map(({ bottom }) => bottom));
  const height = Math.max(lowest + (sparks ? 0 : SPARK.gap + SPARK.height) + PADDING, MIN_HEIGHT);
  const items = filled.flatMap((one, index) => [
    ...separator(column * index, { index, height }, layout),
    ...linked(one, height),
    ...(drawn[index]?.items ?? []),
    ...(sparks ? [] : sparkItems(one, lowest + SPARK.gap, layout)),
  ]);
  const rules = [0, height].map((y) => levelRule({ x: 0, y, width }, theme.rule, 0.9));
  return { height, gap: 16, keep: false, items: [...rules, ...items] };
}

const known = (values: Tile['spark']) => values.filter((value) => value !== null).length;

const countOf = ({ unit, value }: Tile) => (unit === 'count' ? value : null);

function separator(
  x: number,
  { index, height }: { readonly index: number; readonly height: number },
  { theme }: LayoutContext,
): DrawItem[] {
  if (index === 0) return [];
  const points = [
    { x, y: 8 },
    { x, y: height - 8 },
  ];
  return [{ kind: 'line', points, color: theme.hairline, width: 0.9 }];
}

function linked({ cell }: Filled, height: number): DrawItem[] {
  const place = { x: cell.x, y: 0, width: cell.width, height };
  return cell.to ? [linkOver(place, cell.to, cell.tag)] : [];
}

function sparkItems({ tile, cell }: Filled, y: number, { theme }: LayoutContext): DrawItem[] {
  const box = { x: cell.x, y, width: Math.min(cell.width, 76), height: SPARK.height };
  return spark(tile.spark, box, theme);
}

function tileItems(filled: Filled, styles: TileStyles, layout: LayoutContext): Drawn {
  const { tile, cell } = filled;
  const { theme, measure } = layout;
  const line = (run: TextRun, y: number) =>
    inLine([run], { x: cell.x, y, tag: cell.tag, direction: layout.direction }, measure);
  const label = line(
    clippedRun(measure, { text: tile.label, style: layout.styles.note }, cell.width),
    BASELINE.label,
  );
  if (tile.value === null) {
    const words = missing(tile, cell, layout);
    return { items: [...label, ...words.items], bottom: words.bottom };
  }
  const number = { text: filled.figure, style: styles.figure };
  const { items: covered, lowered } = knownItems(tile, { cell, number }, layout);
  const change = tile.change && changeWords(tile.change, theme);
  const below = belowItems(tile, { cell, style: styles.below, top: BELOW.top + lowered }, layout);
  const changed = change
    ? line({ text: change.text, style: { ...styles.change, color: change.color } }, BASELINE.change + lowered)
    : [];
  return {
    items: [...label, ...line(number, BASELINE.figure), ...covered, ...changed, ...below.items],
    bottom: below.bottom,
  };
}

/** The figure's coverage, beside it if it fits, else below it; the following content then moves down. */
function knownItems(
  { text }: Tile,
  { cell, number }: { readonly cell: Cell; readonly number: TextRun },
  { styles, theme, measure, direction }: LayoutContext,
): { readonly items: DrawItem[]; readonly lowered: number } {
  const known = splitKnown(text)[1];
  if (known === '') return { items: [], lowered: 0 };
  const run = { text: `· ${known}`, style: { ...styles.note, size: 8, color: theme.attention } };
  const beside = textWidth(measure, number) + KNOWN.gap;
  const fits = direction === 'ltr' && beside + textWidth(measure, run) <= cell.width;
  const y = fits ? BASELINE.figure : KNOWN.y;
  const place = { x: fits ? cell.x + beside : cell.x, y, tag: cell.tag, direction };
  return {
    items: inLine([shrunk(measure, run, cell.width)], place, measure),
    lowered: fits ? 0 : KNOWN.lowers,
  };
}

/** The previous value, unless the figure is as usual, what is usual, and the goal; a missed goal is to be looked at. */
function belowLines(
  { change, previous, previousText, usual, unit, goal }: Tile,
  { locale }: LayoutContext,
): { readonly text: string; readonly attention: boolean }[] {
  const calm = usual !== null && change?.direction === 'same';
  const texts = [calm ? null : previousText, usual?.text ?? null, goal?.text ?? null];
  const counts = [previous, usual?.low, usual?.high, goal?.limit].filter(isNumber);
  return texts.flatMap((text, index) => {
    if (text === null) return [];
    const short = unit === 'count' ? compactCounts(counts, text, locale) : text;
    return [{ text: short, attention: index === GOAL_LINE && goal?.met === false }];
  });
}

/** The goal's place among the lines below the change. */
const GOAL_LINE = 2;

const isNumber = (value: number | null | undefined) => typeof value === 'number';

function belowItems(
  tile: Tile,
  { cell, style, top }: { readonly cell: Cell; readonly style: TextStyle; readonly top: number },
  layout: LayoutContext,
): Drawn {
  let y = tile.change ? top : top - (BELOW.top - BASELINE.figure) + 4;
  const items = belowLines(tile, layout).flatMap(({ text, attention }) => {
    const look = { leading: BELOW.leading, most: BELOW.most, tag: cell.tag, gap: 0 };
    const own = attention ? { ...style, color: layout.theme.attention } : style;
    const block = paragraph([{ text, style: own }], { ...layout, width: cell.width }, look);
    const placed = block.items.map((item) => moved(item, { x: cell.x, y }));
    y += block.height;
    return placed;
  });
  return { items, bottom: y };
}

/** Each style shrunk until its figures fit all tiles; wrapping does not break a figure. */
function stylesFor(filled: readonly Filled[], layout: LayoutContext): TileStyles {
  const { measure, styles, theme } = layout;
  const shown = filled.filter(({ tile }) => tile.value !== null);
  const common = (style: TextStyle, textsOf: (one: Filled) => readonly string[]) => {
    const sizes = shown.flatMap((one) =>
      textsOf(one).map((text) => shrunk(measure, { text, style }, one.cell.width).style.size),
    );
    return { ...style, size: Math.min(style.size, ...sizes) };
  };
  return {
    figure: common(styles.figure, ({ figure }) => [figure]),
    change: common(styles.medium, ({ tile }) => (tile.change ? [changeWords(tile.change, theme).text] : [])),
    below: common({ ...styles.note, size: BELOW.size }, ({ tile }) =>
      belowLines(tile, layout).flatMap(({ text }) => text.split(' ')),
    ),
  };
}

function missing({ text }: Tile, cell: Cell, layout: LayoutContext): Drawn {
  const look = { tag: cell.tag, leading: 12, gap: 0, most: 4 };
  const words = paragraph([{ text, style: layout.styles.note }], { ...layout, width: cell.width }, look);
  const y = 27;
  return { items: words.items.map((item) => moved(item, { x: cell.x, y })), bottom: y + words.height };
}

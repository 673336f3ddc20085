import { NAMED_LINES } from '../../../chart/line-colors.js';
import { END_LABEL_LEADING } from '../../../chart/marks/end-labels.js';
import type { RankingRow, RankingSection, Section, TimeSeriesSection } from '../../../digest/digest.js';
import { isWeeks, MAX_BARS } from '../../../digest/drawn-as.js';
import { chartFor, chartWords, type Look, rankingPart } from '../../charts.js';
import { beside, type LayoutBlock, stacked } from '../page/block.js';
import type { DrawItem } from '../page/draw-item.js';
import { changeWords, type LayoutContext } from '../page/layout-context.js';
import { figure, type Tag } from '../page/tag.js';
import { clippedRun, inLine, textWidth } from '../text/paragraph.js';
import { sectionHead } from './heading.js';
import { moreBlock } from './table.js';

const TEXT_SIZE = 8.5;
const RANK = { height: 17.5, perChart: 12, changeWidth: 70 };
const PAIR_GAP = 24;
const BASELINE_DROP = TEXT_SIZE * 0.36;

/** The chart of a section over the whole width. */
export function pictureBlocks(section: Section, layout: LayoutContext): LayoutBlock[] {
  if (section.kind === 'ranking') return rankingBlocks(section, layout);
  const block = chartBlock(
    section,
    { width: layout.width, height: heightOf(section, layout.density) },
    layout,
  );
  return block ? [block] : [];
}

export interface PairLook {
  /** The left one's part of the width. */
  readonly left: number;
  readonly hints: boolean;
  /** Of the charts at density 1, in points. */
  readonly height: number;
}

/** Two sections side by side, each with its heading; the charts share a baseline. */
export function pairBlock(
  pair: readonly [left: TimeSeriesSection, right: TimeSeriesSection],
  look: PairLook,
  layout: LayoutContext,
): LayoutBlock {
  const room = layout.width - PAIR_GAP;
  const halves = pair.map((section, index) => {
    const width = room * (index === 0 ? look.left : 1 - look.left);
    const narrow = { ...layout, width };
    const head = stacked(sectionHead(section, look.hints ? section.hint : '', narrow));
    return { section, narrow, head };
  });
  const tallest = Math.max(...halves.map(({ head }) => head.height));
  const [first, second] = halves.map(({ section, narrow, head }): LayoutBlock => {
    const size = { width: narrow.width, height: look.height * layout.density };
    const chart = chartBlock(section, size, narrow);
    const filled: LayoutBlock = { ...head, height: tallest };
    return stacked(chart ? [filled, chart] : [filled]);
  });
  if (!first || !second) throw new Error('A pair has two sections.');
  return {
    ...beside(first, second, room * look.left + PAIR_GAP),
    ...(first.airy && { airy: first.airy }),
    anchors: pair,
  };
}

/** Height of the bars below a heatmap. */
const MARGIN_BARS = 2.5 * TEXT_SIZE;
/** Heights of charts at density 1, in points. */
const HEIGHT = { bars: 164, long: 150, lines: 92, weeks: 92 };

function heightOf(section: Section, density: number): number {
  if (section.kind === 'heatmap') return 16 + section.rows.length * 19.5 * density + MARGIN_BARS;
  if (section.kind !== 'timeSeries') return 0;
  if (isWeeks(section)) return HEIGHT.weeks * density;
  if (section.report !== 'conversations') return Math.max(HEIGHT.lines * density, leastFor(section));
  return (section.axis.length <= MAX_BARS ? HEIGHT.bars : HEIGHT.long) * density;
}

/** Minimum height for the names at the lines' ends, the peak label and the axis, in points. */
function leastFor({ series }: TimeSeriesSection): number {
  return (Math.min(series.length, NAMED_LINES) * END_LABEL_LEADING + 4.5) * TEXT_SIZE;
}

function chartBlock(
  section: Section,
  size: { width: number; height: number },
  layout: LayoutContext,
): LayoutBlock | null {
  const configuration = chartFor(section, lookOf(size, layout));
  if (!configuration) return null;
  const item: DrawItem = { kind: 'chart', x: 0, y: 0, ...size, configuration, tag: figure(section.alt) };
  return {
    height: size.height,
    airy: { height: size.height, gap: 0 },
    gap: section.kind === 'heatmap' ? 8 : 5,
    keep: false,
    items: [item],
  };
}

function lookOf(size: { width: number; height: number }, { theme, locale, words }: LayoutContext): Look {
  return { theme, locale, words: chartWords(words), textSize: TEXT_SIZE, ...size };
}

/** Long rankings are split into several charts with the same scale. */
function rankingBlocks(section: RankingSection, layout: LayoutContext): LayoutBlock[] {
  const count = section.rows.length;
  const step = Math.ceil(count / Math.max(Math.ceil(count / RANK.perChart), 1));
  const starts = section.rows.flatMap((_row, index) => (index % step === 0 ? [index] : []));
  const tag = figure(section.alt);
  const parts = starts.map((from): LayoutBlock => {
    const to = Math.min(from + step, count);
    return rankingPartBlock(section, { from, to, tag }, layout);
  });
  return section.more === null ? parts : [...keepingLast(parts), moreBlock(section.more, layout)];
}

function rankingPartBlock(
  section: RankingSection,
  part: { from: number; to: number; tag: Tag },
  layout: LayoutContext,
): LayoutBlock {
  const rows = section.rows.slice(part.from, part.to);
  const changes = section.rows.some(({ change }) => change !== null);
  const width = layout.width - (changes ? RANK.changeWidth : 0);
  const row = RANK.height * layout.density;
  const height = rows.length * row;
  const configuration = rankingPart(section, part, lookOf({ width, height }, layout));
  const chart: DrawItem = { kind: 'chart', x: 0, y: 0, width, height, configuration, tag: part.tag };
  const words = rows.flatMap(({ change }, index) =>
    changeItems(change, { middle: (index + 0.5) * row, tag: part.tag }, layout),
  );
  return {
    height,
    airy: { height, gap: 0 },
    gap: part.from === 0 ? 6 : 0,
    keep: false,
    items: [chart, ...words],
  };
}

function changeItems(
  change: RankingRow['change'],
  at: { middle: number; tag: Tag },
  layout: LayoutContext,
): DrawItem[] {
  if (!change) return [];
  const { text, color } = changeWords(change, layout.theme);
  const run = clippedRun(
    layout.measure,
    { text, style: { ...layout.styles.note, color } },
    RANK.changeWidth - 8,
  );
  const x = layout.width - textWidth(layout.measure, run);
  const y = at.middle + BASELINE_DROP;
  return inLine([run], { x, y, tag: at.tag, direction: layout.direction }, layout.measure);
}

function keepingLast(blocks: readonly LayoutBlock[]): LayoutBlock[] {
  return blocks.map((block, index) => (index === blocks.length - 1 ? { ...block, keep: true } : block));
}

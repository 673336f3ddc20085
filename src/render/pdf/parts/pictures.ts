import { END_LABEL_LEADING } from '../../../chart/end-labels.js';
import { NAMED_LINES } from '../../../chart/line-colors.js';
import type { RankingRow, RankingSection, Section, TimeSeriesSection } from '../../../digest/digest.js';
import { MAX_BARS } from '../../../digest/drawn-as.js';
import { chartFor, type Look, rankingPart } from '../../charts.js';
import { beside, type LayoutBlock, stacked } from '../page/block.js';
import type { DrawItem } from '../page/draw-item.js';
import { changeWords, type LayoutContext } from '../page/layout-context.js';
import { figure, type Tag } from '../page/tag.js';
import { clippedRun, inLine, textWidth } from '../text/paragraph.js';
import { sectionHead } from './heading.js';
import { moreBlock } from './table.js';

const TEXT_SIZE = 8.5;
const RANK = { height: 17.5, perChart: 12, changeWidth: 70 };
export const PAIR_GAP = 24;
const BASELINE_DROP = TEXT_SIZE * 0.36;

/** The picture of a section over the whole width. */
export function pictureBlocks(section: Section, setting: LayoutContext): LayoutBlock[] {
  if (section.kind === 'ranking') return rankingBlocks(section, setting);
  const block = chartBlock(
    section,
    { width: setting.width, height: heightOf(section, setting.air) },
    setting,
  );
  return block ? [block] : [];
}

/** Two sections side by side, each with its heading, on a common baseline. */
export function pairBlock(
  left: TimeSeriesSection,
  right: TimeSeriesSection,
  setting: LayoutContext,
): LayoutBlock {
  const width = (setting.width - PAIR_GAP) / 2;
  const narrow = { ...setting, width };
  const heads = [left, right].map((section) => stacked(sectionHead(section, '', narrow)));
  const tallest = Math.max(...heads.map(({ height }) => height));
  const [first, second] = [left, right].map((section, index): LayoutBlock => {
    const head = heads[index] ?? { height: 0, gap: 0, keep: false, marks: [] };
    const chart = chartBlock(section, { width, height: HEIGHT.half * setting.air }, narrow);
    const filled: LayoutBlock = { ...head, height: tallest };
    return stacked(chart ? [filled, chart] : [filled]);
  });
  if (!first || !second) throw new Error('A pair has two sections.');
  return {
    ...beside(first, second, width + PAIR_GAP),
    ...(first.airy && { airy: first.airy }),
    anchors: [left, right],
  };
}

/** The heights of pictures with all the air they can have. */
const HEIGHT = { bars: 164, long: 150, lines: 92, half: 110 };

function heightOf(section: Section, air: number): number {
  if (section.kind === 'heatmap') return 16 + section.rows.length * 19.5 * air;
  if (section.kind !== 'timeSeries') return 0;
  if (section.report !== 'conversations') return Math.max(HEIGHT.lines * air, leastFor(section));
  return (section.axis.length <= MAX_BARS ? HEIGHT.bars : HEIGHT.long) * air;
}

/** What the names at the lines' ends, the peak above them and the axis below take. */
function leastFor({ series }: TimeSeriesSection): number {
  return (Math.min(series.length, NAMED_LINES) * END_LABEL_LEADING + 4.5) * TEXT_SIZE;
}

function chartBlock(
  section: Section,
  size: { width: number; height: number },
  setting: LayoutContext,
): LayoutBlock | null {
  const configuration = chartFor(section, lookOf(size, setting));
  if (!configuration) return null;
  const mark: DrawItem = { kind: 'chart', x: 0, y: 0, ...size, configuration, tag: figure(section.alt) };
  return {
    height: size.height,
    airy: { height: size.height, gap: 0 },
    gap: section.kind === 'heatmap' ? 8 : 5,
    keep: false,
    marks: [mark],
  };
}

function lookOf(size: { width: number; height: number }, { theme, locale }: LayoutContext): Look {
  return { theme, locale, textSize: TEXT_SIZE, ...size };
}

/** Long rankings are cut into several charts on one scale. */
function rankingBlocks(section: RankingSection, setting: LayoutContext): LayoutBlock[] {
  const count = section.rows.length;
  const step = Math.ceil(count / Math.max(Math.ceil(count / RANK.perChart), 1));
  const starts = section.rows.flatMap((_row, index) => (index % step === 0 ? [index] : []));
  const tag = figure(section.alt);
  const parts = starts.map((from): LayoutBlock => {
    const to = Math.min(from + step, count);
    return rankingPartBlock(section, { from, to, tag }, setting);
  });
  return section.more === null ? parts : [...keepingLast(parts), moreBlock(section.more, setting)];
}

function rankingPartBlock(
  section: RankingSection,
  part: { from: number; to: number; tag: Tag },
  setting: LayoutContext,
): LayoutBlock {
  const rows = section.rows.slice(part.from, part.to);
  const changes = section.rows.some(({ change }) => change !== null);
  const width = setting.width - (changes ? RANK.changeWidth : 0);
  const row = RANK.height * setting.air;
  const height = rows.length * row;
  const configuration = rankingPart(section, part, lookOf({ width, height }, setting));
  const chart: DrawItem = { kind: 'chart', x: 0, y: 0, width, height, configuration, tag: part.tag };
  const words = rows.flatMap(({ change }, index) =>
    changeMarks(change, { middle: (index + 0.5) * row, tag: part.tag }, setting),
  );
  return {
    height,
    airy: { height, gap: 0 },
    gap: part.from === 0 ? 6 : 0,
    keep: false,
    marks: [chart, ...words],
  };
}

function changeMarks(
  change: RankingRow['change'],
  at: { middle: number; tag: Tag },
  setting: LayoutContext,
): DrawItem[] {
  if (!change) return [];
  const { text, color } = changeWords(change, setting.theme);
  const run = clippedRun(
    setting.measure,
    { text, style: { ...setting.styles.note, color } },
    RANK.changeWidth - 8,
  );
  const x = setting.width - textWidth(setting.measure, run);
  const y = at.middle + BASELINE_DROP;
  return inLine([run], { x, y, tag: at.tag, direction: setting.direction }, setting.measure);
}

function keepingLast(blocks: readonly LayoutBlock[]): LayoutBlock[] {
  return blocks.map((block, index) => (index === blocks.length - 1 ? { ...block, keep: true } : block));
}

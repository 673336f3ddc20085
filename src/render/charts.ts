import type { ChartConfiguration } from 'chart.js';
import { barsChart } from '../chart/bars.js';
import { compactCount } from '../chart/compact.js';
import type { ChartWords, Frame, Palette } from '../chart/frame.js';
import { heatmapChart } from '../chart/heatmap.js';
import { NAMED_LINES } from '../chart/line-colors.js';
import { type LinesInput, linesChart } from '../chart/lines.js';
import type { GoalMark } from '../chart/marks/goal.js';
import { rankingChart } from '../chart/ranking.js';
import { stackedChart } from '../chart/stacked.js';
import type { Theme } from '../config/config.js';
import type { Digest, HeatmapSection, RankingSection, Section, TimeSeriesSection } from '../digest/digest.js';
import { endsAboveUsual, isDrawnAsBars, isWatched, isWeeks, MAX_BARS } from '../digest/drawn-as.js';
import { createFormat } from '../digest/language/format.js';
import type { Words } from '../digest/language/words.js';

/** The appearance of a section's chart; lengths are in canvas units. */
export interface Look {
  readonly theme: Theme;
  readonly locale: string;
  readonly width: number;
  readonly height: number;
  readonly textSize: number;
  readonly inset?: number;
  /** The ground that the colours are made for, `#rrggbb`; white when left out. */
  readonly paper?: string;
  readonly words?: ChartWords;
}

/** The Chart.js configuration of a section; null for empty sections and tables. */
export function chartFor(section: Section, look: Look): ChartConfiguration | null {
  if (section.emptyText !== null) return null;
  const frame = frameOf(look);
  switch (section.kind) {
    case 'timeSeries':
      if (section.series.some(({ role }) => role === 'part')) return stacked(section, frame);
      if (isWeeks(section))
        return section.unit === 'count' ? weekBars(section, frame) : weekLine(section, frame);
      if (isWatched(section)) return watchedLine(section, frame);
      return isDrawnAsBars(section) ? bars(section, frame) : lines(section, frame);
    case 'heatmap':
      return heatmap(section, frame);
    case 'ranking':
      return section.rows.length > 0 ? rankingChart(section, frame) : null;
    case 'table':
      return null;
  }
}

/** The words of charts in the language of the digest. */
export function chartWords(words: Words): ChartWords {
  return { missing: words.say('chart.missing'), goal: (limit) => words.say('goal.open', { goal: limit }) };
}

/** Texts of a digest's charts that the digest does not have. */
export function chartTexts({ sections, locale }: Digest, words: ChartWords): string[] {
  const goals = sections.flatMap((section) =>
    section.kind === 'timeSeries' ? [goalOf(section, { locale, words })?.text ?? ''] : [],
  );
  return [words.missing, ...goals];
}

/** Some rows of a ranking, with the scale of the whole ranking. */
export function rankingPart(section: RankingSection, range: { from: number; to: number }, look: Look) {
  const max = Math.max(0, ...section.rows.map(({ value, previous }) => Math.max(value, previous ?? 0)));
  const rows = section.rows.slice(range.from, range.to);
  return rankingChart({ rows, max, all: section.rows }, frameOf(look));
}

function frameOf({ theme, paper = '#ffffff', ...size }: Look): Frame {
  const palette: Palette = { ...theme, paper };
  return { ...size, palette };
}

/** Shows means, because weekdays may occur a different number of times in the window. */
function heatmap(section: HeatmapSection, frame: Frame): ChartConfiguration {
  const { rows, hours, cells, texts, busiest, workingHours } = section;
  const means = cells.map((row) => row.map(({ mean }) => mean));
  const max = Math.max(0, ...means.flat().filter((value) => value !== null));
  const format = new Intl.NumberFormat(frame.locale, { maximumFractionDigits: 0 });
  const margins = {
    rows: means.map((row) => {
      const value = sumOf(row);
      return {
        value,
        text: value === null ? '' : compactCount(value, format.format(value), frame.locale),
      };
    }),
    columns: hours.map((_hour, hour) => ({ value: sumOf(means.map((row) => row[hour] ?? null)), text: '' })),
  };
  const names = rows.map(({ label }) => label);
  return heatmapChart(
    { rows: names, hours, cells: means, texts, max, busiest, workingHours, margins },
    frame,
  );
}

/** null when all are missing. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function bars(section: TimeSeriesSection, frame: Frame): ChartConfiguration {
  const { axis, series } = section;
  const current = series.find(({ role }) => role !== 'comparison');
  const comparison = series.find(({ role }) => role === 'comparison');
  const { values = [], texts = [], usual = null } = current ?? {};
  const goal = goalOf(section, frame);
  return barsChart(
    { steps: axis, values, texts, comparison: comparison?.values ?? null, usual, goal },
    frame,
  );
}

/** The last week is the one to look at. */
function weekBars(section: TimeSeriesSection, frame: Frame): ChartConfiguration {
  const { axis, series } = section;
  const [weeks] = series;
  const { values = [], texts = [], usual = null } = weeks ?? {};
  const goal = goalOf(section, frame);
  return barsChart({ steps: axis, values, texts, comparison: null, usual, lastOnly: true, goal }, frame);
}

/** The line ends with its value, in the warning colour above what is usual. */
function weekLine(section: TimeSeriesSection, frame: Frame): ChartConfiguration {
  return valueLine(section, { grid: false, attention: endsAboveUsual(section) }, frame);
}

/** The line ends with its value, in the warning colour beyond the limit of the alert. */
function watchedLine(section: TimeSeriesSection, frame: Frame): ChartConfiguration {
  return valueLine(section, { grid: true, attention: section.axis.at(-1)?.beyond === true }, frame);
}

function valueLine(
  section: TimeSeriesSection,
  { grid, attention }: { readonly grid: boolean; readonly attention: boolean },
  frame: Frame,
): ChartConfiguration {
  const { axis, series, unit } = section;
  const { values = [], texts = [], usual = null } = series[0] ?? {};
  const label = texts[values.findLastIndex((value) => value !== null)] ?? '';
  const line = { label, values, comparison: false, attention };
  const goal = goalOf(section, frame);
  return linesChart({ steps: axis, lines: [line], unit, grid, peak: null, usual, goal }, frame);
}

function stacked({ axis, series }: TimeSeriesSection, frame: Frame): ChartConfiguration {
  const parts = series.map(({ shareText = '', ...part }) => ({ ...part, share: shareText }));
  return stackedChart({ steps: axis, parts, grid: axis.length > MAX_BARS }, frame);
}

function lines(section: TimeSeriesSection, frame: Frame): ChartConfiguration {
  const { axis, series: all, unit, peak } = section;
  const series = namedFirst(all);
  const drawn = series.map(({ label, values, role }) => ({
    label,
    values,
    comparison: role === 'comparison',
  }));
  const line = series.findIndex((one) => one === all.find(({ role }) => role !== 'comparison'));
  return linesChart(
    {
      steps: axis,
      lines: drawn,
      unit,
      grid: axis.length > MAX_BARS,
      peak: peak !== null && axis[peak]?.partial ? null : peakOf(series, line, peak),
      usual: all.find(({ usual }) => usual !== undefined)?.usual ?? null,
      goal: goalOf(section, frame),
    },
    frame,
  );
}

/** The goal with its label: the limit after the frame's word for it. */
function goalOf(
  { goal, unit }: Pick<TimeSeriesSection, 'goal' | 'unit'>,
  { locale, words }: Pick<Frame, 'locale' | 'words'>,
): GoalMark | null {
  if (goal === undefined) return null;
  const format = createFormat(locale, 'UTC');
  const limit = { count: format.count, ratio: format.ratio, percent: format.percent }[unit](goal);
  const text = compactCount(unit === 'count' ? goal : null, limit, locale);
  return { value: goal, text: words?.goal(text) ?? text };
}

/** Sorted by total, the highest first, when there are more lines than labels. */
function namedFirst(series: TimeSeriesSection['series']): TimeSeriesSection['series'] {
  if (series.length <= NAMED_LINES) return series;
  return [...series].sort((one, other) => totalOf(other.values) - totalOf(one.values));
}

const totalOf = (values: readonly (number | null)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

/** The peak label of a line; null without a step, or when another line rises above the peak. */
function peakOf(series: TimeSeriesSection['series'], line: number, step: number | null): LinesInput['peak'] {
  const value = step === null ? null : series[line]?.values[step];
  if (step === null || value === null || value === undefined) return null;
  const rivals = series.filter(({ role }, index) => role !== 'comparison' && index !== line);
  const topped = rivals.some(({ values }) => values.some((other) => other !== null && other > value));
  return topped ? null : { line, step, text: series[line]?.texts[step] ?? '' };
}

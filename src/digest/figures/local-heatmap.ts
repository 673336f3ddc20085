import type { ReportAnswer } from '../../chatbot/snapshot.js';
import { offsetIntervals, offsetMinutes } from '../../lib/time/zone.js';
import { addSeries, plus, startOfPoint, type Values } from './local-series.js';

const HOURS = 24;
const WEEK = 7 * HOURS;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The epoch was a Thursday, three days into a week that starts on Monday. */
const EPOCH_HOUR = 3 * HOURS;

/**
 * Conversations by local weekday (seven rows, Monday first) and local hour (24 columns), summed over all answers. Heatmap answers are
 * shifted by the offset between their clock and the zone's at their start; a remaining half hour counts with the earlier hour. Without
 * heatmap answers, as for a window with a clock change, the grid is computed from hourly conversations.
 *
 * A cell is null if one of its values is unreadable; all cells are null if any answer used is a gap or there is none.
 */
export function localHeatmap(input: {
  readonly heatmap: readonly ReportAnswer[];
  readonly hourly: readonly ReportAnswer[];
  readonly zone: string;
}): Values[] {
  const { heatmap, hourly, zone } = input;
  const weeks =
    heatmap.length > 0
      ? heatmap.map((answer) => turned(answer, zone))
      : hourly.map((answer) => rebuilt(answer, zone));
  return inRows(weeks.length > 0 ? addSeries(weeks) : missing());
}

/** The 168 hours of the local week from a heatmap answer. */
function turned(answer: ReportAnswer, zone: string): Values {
  const { result } = answer;
  if (result.kind !== 'heatmap') return missing();
  const shift = Math.floor((offsetMinutes(zone, answer.from) - result.offset) / 60);
  const hours = result.cells.flat();
  return missing().map((_, hour) => hours[weekHour(hour - shift)] ?? null);
}

/** The 168 hours of the local week from an hourly series. */
function rebuilt(answer: ReportAnswer, zone: string): Values {
  const { result } = answer;
  if (result.kind !== 'series' || result.dimension !== 'hour') return missing();
  const week: Values = missing().fill(0);
  const clocks = offsetIntervals(zone, answer.from, answer.to);
  let stretch = clocks.next().value;
  for (const point of result.points) {
    const start = startOfPoint(answer, result.dimension, point.at);
    if (start === null) continue;
    while (stretch && start >= stretch.to) stretch = clocks.next().value;
    if (!stretch) break;
    const hour = weekHour(EPOCH_HOUR + Math.floor((start + stretch.offset * MINUTE) / HOUR));
    week[hour] = plus(week[hour] ?? null, point.value);
  }
  return week;
}

const missing = (): Values => new Array<number | null>(WEEK).fill(null);

const weekHour = (hour: number) => ((hour % WEEK) + WEEK) % WEEK;

const inRows = (week: Values): Values[] =>
  Array.from({ length: 7 }, (_, row) => week.slice(row * HOURS, (row + 1) * HOURS));

import type { ChartDay } from '../../alerts/days/usual-days.js';
import { counted } from '../words/counts.js';
import { dayWords } from '../words/times.js';

/** Days as paths of an SVG; y grows downwards. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The usual range; empty where none is known. */
  readonly band: string;
  /** Known values; a day without one interrupts it. */
  readonly line: string;
  /** Days that are marked, as points. */
  readonly marks: readonly { readonly x: number; readonly y: number }[];
  /** The highest value shown, and the first and last day. */
  readonly top: number;
  readonly from: string;
  readonly to: string;
  /** What it shows, for who does not see it. */
  readonly label: string;
}

export interface PictureOptions {
  readonly width: number;
  readonly height: number;
  /** What is counted, for the label. */
  readonly noun: string;
  /** Days to mark. */
  readonly marked: readonly string[];
  readonly now: number;
}

const MARGIN = 4;

/** Draws days from the left to the right, from nothing at the bottom to the highest value or usual range at the top. */
export function pictureOf(
  days: readonly ChartDay[],
  { width, height, noun, marked, now }: PictureOptions,
): Picture {
  const highs = days.flatMap(({ value, usual }) => [value ?? 0, usual?.high ?? 0]);
  const top = Math.max(...highs, 0) || 1;
  const step = days.length > 1 ? (width - 2 * MARGIN) / (days.length - 1) : 0;
  const x = (index: number) => round(MARGIN + index * step);
  const y = (value: number) => round(height - MARGIN - (value / top) * (height - 2 * MARGIN));
  const marks = days.flatMap(({ day, value }, index) =>
    marked.includes(day) ? [{ x: x(index), y: y(value ?? 0) }] : [],
  );
  const from = days[0]?.day ?? '';
  const to = days.at(-1)?.day ?? '';
  const last = days.at(-1)?.value;
  const labelOf = () => {
    const known = last === null || last === undefined ? '' : `, last ${last}`;
    const marked = marks.length === 0 ? '' : `, ${counted(marks.length, 'day')} marked`;
    return `${noun} from ${dayWords(from, now)} to ${dayWords(to, now)}${known}${marked}`;
  };
  return {
    ...{ width, height, marks, top, from, to },
    band: runsOf(days, ({ usual }) => usual !== null)
      .map((run) => bandPath(run, x, y))
      .join(''),
    line: runsOf(days, ({ value }) => value !== null)
      .map((run) => linePath(run.map(({ index, day }) => [x(index), y(day.value ?? 0)])))
      .join(''),
    label: days.length === 0 ? `${noun}: no days` : labelOf(),
  };
}

interface Placed {
  readonly index: number;
  readonly day: ChartDay;
}

/** Days in a row that have something. */
function runsOf(days: readonly ChartDay[], has: (day: ChartDay) => boolean): readonly Placed[][] {
  const runs: Placed[][] = [];
  for (const [index, day] of days.entries()) {
    if (!has(day)) continue;
    const last = runs.at(-1);
    if (last?.at(-1)?.index === index - 1) last.push({ index, day });
    else runs.push([{ index, day }]);
  }
  return runs;
}

type Place = (value: number) => number;

function bandPath(run: readonly Placed[], x: Place, y: Place): string {
  const high = run.map(({ index, day }) => [x(index), y(day.usual?.high ?? 0)] as const);
  const low = run.toReversed().map(({ index, day }) => [x(index), y(day.usual?.low ?? 0)] as const);
  return `${linePath([...high, ...low])}Z`;
}

const linePath = (points: readonly (readonly [number, number] | number[])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('') +
  (points.length === 1 ? 'h1' : '');

const round = (value: number) => Math.round(value * 10) / 10;

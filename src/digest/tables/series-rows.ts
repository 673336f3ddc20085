import type { Context } from '../context.js';
import type { DataColumn, ReportTable } from '../digest.js';
import { type Axis, unpaired } from '../figures/axis.js';
import type { Steps } from '../figures/figures.js';
import { capitalised } from '../language/names.js';

type Cell = string | number | null;

/** A series and its names, such as its bot. */
export interface SeriesLine {
  readonly names: readonly string[];
  readonly current: Steps;
  readonly comparison: Steps | null;
}

/** A row of a table of steps: a series at a step of the window, of the comparison, or of both. */
export interface SeriesPlace<Line extends SeriesLine = SeriesLine> {
  readonly line: Line;
  /** Indexes of the steps. */
  readonly current: number | null;
  readonly comparison: number | null;
}

/** A column after those that every table of steps has. */
export interface ExtraColumn<Line extends SeriesLine = SeriesLine> extends DataColumn {
  cell(place: SeriesPlace<Line>): Cell;
}

/** Inputs of a table of steps. */
export interface SeriesRows<Line extends SeriesLine> {
  readonly axis: Axis;
  readonly lines: readonly Line[];
  readonly extras: readonly ExtraColumn<Line>[];
}

/**
 * One row for each step and series: date, names, value and, with a comparison, its date and value, and then the extra columns. Steps that
 * only the comparison window has are last, with an empty date, so that its column adds up too.
 */
export function seriesRows<Line extends SeriesLine>({
  axis,
  lines,
  extras,
}: SeriesRows<Line>): ReportTable['rows'] {
  const rowOf = (place: SeriesPlace<Line>): readonly Cell[] => {
    const { line, current, comparison } = place;
    const compared = [stepAt(axis.comparison, comparison), valueAt(line.comparison, comparison)];
    return [
      stepAt(axis.current, current),
      ...line.names,
      valueAt(line.current, current),
      ...(axis.comparison === null ? [] : compared),
      ...extras.map((extra) => extra.cell(place)),
    ];
  };
  const steps = axis.current.flatMap((_step, current) =>
    lines.map((line) => rowOf({ line, current, comparison: axis.pairs[current] ?? null })),
  );
  const others = unpaired(axis).flatMap((comparison) =>
    lines.map((line) => rowOf({ line, current: null, comparison })),
  );
  return [...steps, ...others];
}

const stepAt = (steps: Axis['comparison'], place: number | null): Cell =>
  place === null ? null : (steps?.[place]?.key ?? null);

/** The value of a series at a step; null where either is missing. */
export const valueAt = (steps: Steps | null, place: number | null): number | null =>
  place === null ? null : (steps?.values[place] ?? null);

/** The columns of `seriesRows`: `names` are the headers of the names, `figure` that of the value, `extras` come last. */
export function seriesColumns(
  { words, format, comparison }: Context,
  axis: Axis,
  {
    names,
    figure,
    extras,
  }: {
    readonly names: readonly DataColumn[];
    readonly figure: DataColumn;
    readonly extras: readonly DataColumn[];
  },
): readonly DataColumn[] {
  const type = axis.bucket === 'hour' ? 'dateTime' : 'date';
  const columns = [
    { id: 'date', label: words.say('label.date'), type, sum: false } as const,
    ...names,
    figure,
  ];
  const added = extras.map(({ id, label, type, sum }) => ({ id, label, type, sum }));
  if (comparison === null) return [...columns, ...added];
  return [
    ...columns,
    { id: 'comparisonDate', label: words.say('label.comparisonDate'), type, sum: false },
    { ...figure, id: 'comparison', label: capitalised(comparison.name, format.locale) },
    ...added,
  ];
}

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

/** Inputs of a table of steps. */
export interface SeriesRows {
  readonly axis: Axis;
  readonly lines: readonly SeriesLine[];
}

/**
 * One row for each step and series: date, names, value and, with a comparison, its date and value. Steps that only the comparison window
 * has are last, with an empty date, so that its column adds up too.
 */
export function seriesRows({ axis, lines }: SeriesRows): ReportTable['rows'] {
  const compared = (line: SeriesLine, place: number | null): readonly Cell[] => {
    if (axis.comparison === null) return [];
    if (place === null) return [null, null];
    return [axis.comparison[place]?.key ?? null, line.comparison?.values[place] ?? null];
  };
  const steps = axis.current.flatMap((step, index) =>
    lines.map((line) => [
      step.key,
      ...line.names,
      line.current.values[index] ?? null,
      ...compared(line, axis.pairs[index] ?? null),
    ]),
  );
  const others = unpaired(axis).flatMap((place) =>
    lines.map((line) => [null, ...line.names, null, ...compared(line, place)]),
  );
  return [...steps, ...others];
}

/** The columns of `seriesRows`: `names` are the headers of the names, `figure` that of the value. */
export function seriesColumns(
  { words, format, comparison }: Context,
  axis: Axis,
  { names, figure }: { readonly names: readonly DataColumn[]; readonly figure: DataColumn },
): readonly DataColumn[] {
  const type = axis.bucket === 'hour' ? 'dateTime' : 'date';
  const columns = [
    { id: 'date', label: words.say('label.date'), type, sum: false } as const,
    ...names,
    figure,
  ];
  if (comparison === null) return columns;
  return [
    ...columns,
    { id: 'comparisonDate', label: words.say('label.comparisonDate'), type, sum: false },
    { ...figure, id: 'comparison', label: capitalised(comparison.name, format.locale) },
  ];
}

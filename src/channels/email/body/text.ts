import { visibleLength } from '../../../render/line.js';
import type { FigureView, TableView } from './view.js';

const WIDTH = 76;

const FIGURE_COLUMNS: readonly Column[] = [
  { side: 'start', second: false },
  { side: 'end', second: false },
  { side: 'start', second: false },
  { side: 'start', second: true },
  { side: 'start', second: true },
];

/** The figures as aligned lines: label, value, change, previous value and what is usual, or what is missing; a goal stands under its figure. */
export function figureLines(figures: readonly FigureView[]): string[] {
  const lines = figures.map(({ label, value, missing, change, previous, usual, goal }) => {
    const under = goal ? { under: [goal.mark, goal.text].filter(Boolean).join(' ') } : {};
    return missing
      ? { cells: [label], loose: value, ...under }
      : { cells: [label, value, change ?? '', previous ?? '', usual ?? ''], ...under };
  });
  return alignedLines(lines, FIGURE_COLUMNS);
}

/** A table as aligned lines under its headings; rows that need a look begin with a mark. */
export function tableLines({ columns, sides, rows }: TableView): string[] {
  const marked = rows.some(({ mark }) => mark !== '');
  const line = (mark: string, [name = '', ...cells]: readonly string[]) => ({
    cells: [marked ? `${mark || ' '} ${name}` : name, ...cells],
  });
  const texts = rows.map((row) =>
    line(
      row.mark,
      row.cells.map(({ text, mark }) => [text, mark].filter(Boolean).join(' · ')),
    ),
  );
  return alignedLines(
    [line('', columns), ...texts],
    sides.map((side) => ({ side, second: side === 'end' })),
  );
}

interface Line {
  readonly cells: readonly string[];
  /** Stands after the cells and has no column. */
  readonly loose?: string;
  /** Stands on a line of its own under them. */
  readonly under?: string;
}

interface Column {
  /** Where its texts begin or end together. */
  readonly side: 'start' | 'end';
  /** Whether it stands on a second line where all have no room on one. */
  readonly second: boolean;
}

/** Lines with their cells in columns, on two lines each where these are too wide. */
function alignedLines(lines: readonly Line[], columns: readonly Column[]): string[] {
  const widths = columns.map((_column, index) => widest(lines.map(({ cells }) => cells[index] ?? '')));
  const room = widths.reduce((sum, width) => sum + width, 0);
  const gap = ' '.repeat(room + 3 * (widths.length - 1) > WIDTH ? 2 : 3);
  const folds = room + gap.length * (widths.length - 1) > WIDTH;
  return lines.flatMap(({ cells, loose, under }) => {
    const tail = under === undefined ? [] : [`  ${under}`];
    const part = (second: boolean | null) => {
      const texts = columns.flatMap(({ side, second: below }, index) =>
        second === null || second === below ? [padded(cells[index] ?? '', widths[index] ?? 0, side)] : [],
      );
      return texts.join(gap).trimEnd();
    };
    if (loose !== undefined)
      return [`${padded(cells[0] ?? '', widths[0] ?? 0, 'start')}${gap}${loose}`, ...tail];
    const whole = folds ? [part(false), `  ${part(true)}`.trimEnd()].filter(Boolean) : [part(null)];
    return [...whole, ...tail];
  });
}

const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(visibleLength));

/** `start` is where a text begins: its space stands after it. */
function padded(text: string, width: number, side: 'start' | 'end'): string {
  const space = ' '.repeat(Math.max(0, width - visibleLength(text)));
  return side === 'start' ? text + space : space + text;
}

/** Breaks long lines at spaces, never at no-break spaces; what follows a list mark stays indented under it. */
export function wrapText(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line.trimEnd()))
    .join('\n');
}

function wrapLine(line: string): string[] {
  if (visibleLength(line) <= WIDTH) return [line];
  const indent = /^[-◆■□] /.test(line) ? '  ' : '';
  const lines: string[] = [];
  let current = '';
  let width = 0;
  for (const word of line.split(/ +/)) {
    const gap = current === '' ? '' : ' ';
    const wordWidth = visibleLength(word);
    const fits = current === '' || width + 1 + wordWidth <= WIDTH;
    if (!fits) lines.push(current);
    current = fits ? current + gap + word : indent + word;
    width = wordWidth + (fits ? width + gap.length : indent.length);
  }
  return [...lines, current];
}

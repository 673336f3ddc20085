import { visibleLength } from '../../../render/line.js';
import type { FigureView, TableView } from './view.js';

const WIDTH = 76;

/** The figures as aligned lines: label, value, change, previous value; or what is missing. */
export function figureLines(figures: readonly FigureView[]): string[] {
  const label = widest(figures.map((figure) => figure.label));
  const value = widest(figures.filter(({ missing }) => !missing).map((figure) => figure.value));
  const change = widest(figures.map((figure) => figure.change ?? ''));
  return figures.map((figure) => {
    const said = figure.missing
      ? [figure.value]
      : [
          padded(figure.value, value, 'start'),
          padded(figure.change ?? '', change, 'end'),
          figure.previous ?? '',
        ];
    return [padded(figure.label, label, 'end'), ...said].join('   ').trimEnd();
  });
}

/** A table as aligned lines under its headings: names begin together, figures end together. */
export function tableLines({ columns, rows }: TableView): string[] {
  const lines = [columns, ...rows.map(({ cells }) => cells.map(({ text }) => text))];
  const widths = columns.map((_, index) => widest(lines.map((cells) => cells[index] ?? '')));
  return lines.map((cells) =>
    cells
      .map((text, index) => padded(text, widths[index] ?? 0, index === 0 ? 'end' : 'start'))
      .join('   ')
      .trimEnd(),
  );
}

const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(visibleLength));

function padded(text: string, width: number, side: 'start' | 'end'): string {
  const space = ' '.repeat(Math.max(0, width - visibleLength(text)));
  return side === 'start' ? space + text : text + space;
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
  const indent = line.startsWith('- ') ? '  ' : '';
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

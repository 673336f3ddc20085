import type { Digest } from '../../digest/digest.js';
import type { Line, Sheet } from './sheet.js';
import { cellText } from './values.js';
import { windowLine } from './window-line.js';

const WIDTH = 72;

/** What the numbers mean and what is missing from them. */
export function aboutSheet(digest: Digest, name: string): Sheet {
  const { about } = digest;
  const sentences: Omit<Line, 'row'>[] = [
    ...about.notices.map(({ text, tone }) => ({
      text: cellText(text),
      look: tone === 'attention' ? ('attention' as const) : ('body' as const),
      across: 1,
    })),
    ...about.paragraphs.map((text) => ({ text: cellText(text), look: 'body' as const, across: 1 })),
  ];
  return {
    name,
    orientation: 'portrait',
    widths: [WIDTH],
    frozen: { rows: 2, columns: 0 },
    lines: [
      { row: 1, text: cellText(about.title), look: 'title' },
      { row: 2, text: windowLine(digest), look: 'note' },
      ...sentences.map((sentence, index) => ({ row: 4 + index, ...sentence })),
    ],
    grid: null,
  };
}

import { cutShort, ellipsized } from '../../chart/drawing.js';
import { type Block, stacked } from './block.js';
import type { TextMark } from './mark.js';
import type { Setting } from './setting.js';
import type { Measure, TextStyle } from './surface.js';
import type { Tag } from './tag.js';

/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly style: TextStyle;
}

interface Piece extends Run {
  readonly width: number;
}

type Word = readonly Piece[];

/** The widths of the text's advance at its size. */
export function widthOf(measure: Measure, { text, style }: Run): number {
  return measure(text, style).width;
}

/** `run` cut with an ellipsis to fit `room`. */
export function clipped(measure: Measure, run: Run, room: number): Run {
  const fits = (text: string) => widthOf(measure, { ...run, text }) <= room;
  return { ...run, text: ellipsized(run.text, fits) };
}

/** Breaks runs into lines no wider than `width`: at spaces, and inside words only where one alone is wider. */
export function wrapped(runs: readonly Run[], width: number, measure: Measure): Run[][] {
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const word of wordsOf(runs, measure).flatMap((word) => broken(word, width, measure))) {
    const needed = sum(word) - trailing(word, measure);
    if (used > 0 && used + needed > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(...word);
    used += sum(word);
  }
  return lines.map(merged);
}

/** How lines of text are set: `leading` is the distance of two baselines, `most` the lines shown of a longer text. */
export interface ParagraphLook {
  readonly tag: Tag;
  readonly leading: number;
  readonly gap: number;
  readonly most?: number;
}

/** Lines of text as one block under one tag. */
export function paragraph(
  runs: readonly Run[],
  setting: Pick<Setting, 'measure' | 'width'>,
  look: ParagraphLook,
): Block {
  return { ...stacked(lineBlocks(runs, setting, look)), gap: look.gap };
}

/** Lines of text that may run over the end of a page, not leaving one of them alone. */
export function flowing(
  runs: readonly Run[],
  setting: Pick<Setting, 'measure' | 'width'>,
  look: ParagraphLook,
): Block[] {
  const lines = lineBlocks(runs, setting, look);
  return lines.map((line, row) => ({
    ...line,
    keep: lines.length > 1 && (row === 0 || row === lines.length - 2),
  }));
}

function lineBlocks(
  runs: readonly Run[],
  { measure, width }: Pick<Setting, 'measure' | 'width'>,
  { tag, leading, gap, most = Number.POSITIVE_INFINITY }: ParagraphLook,
): Block[] {
  const lines = shortened(wrapped(runs, width, measure), { most, width, measure });
  const size = Math.max(...runs.map(({ style }) => style.size), 0);
  const y = (leading + size * 0.72) / 2;
  return lines.map((line, row) => {
    const marks = inLine(line, { x: 0, y, tag }, measure);
    return { height: leading, gap: row === 0 ? gap : 0, keep: false, marks };
  });
}

/** The first lines, the last of them with an ellipsis where others were left out. */
function shortened(
  lines: Run[][],
  { most, width, measure }: { most: number; width: number; measure: Measure },
): Run[][] {
  const last = lines[most - 1]?.at(-1);
  if (lines.length <= most || !last) return lines;
  const before = lines[most - 1]?.slice(0, -1) ?? [];
  const room = width - before.reduce((sum, run) => sum + widthOf(measure, run), 0);
  const fits = (text: string) => widthOf(measure, { ...last, text }) <= room;
  return [...lines.slice(0, most - 1), [...before, { ...last, text: cutShort(last.text, fits) }]];
}

/** Runs one behind the other on a baseline. */
export function inLine(
  runs: readonly Run[],
  at: { readonly x: number; readonly y: number; readonly tag: Tag | null },
  measure: Measure,
): TextMark[] {
  let x = at.x;
  return runs.map((run) => {
    const mark: TextMark = { kind: 'text', x, y: at.y, ...run, tag: at.tag };
    x += widthOf(measure, run);
    return mark;
  });
}

function wordsOf(runs: readonly Run[], measure: Measure): Word[] {
  const words: Piece[][] = [[]];
  for (const { text, style } of runs) {
    for (const part of text.split(/(?<=[ \n])/)) {
      words.at(-1)?.push({ text: part, style, width: measure(part, style).width });
      if (/[ \n]$/.test(part)) words.push([]);
    }
  }
  return words.filter((word) => word.length > 0);
}

function broken(word: Word, width: number, measure: Measure): Word[] {
  if (sum(word) - trailing(word, measure) <= width) return [word];
  const parts: Piece[][] = [[]];
  let used = 0;
  for (const { text, style } of word) {
    for (const letter of text) {
      const piece = { text: letter, style, width: measure(letter, style).width };
      if (used > 0 && used + piece.width > width) {
        parts.push([]);
        used = 0;
      }
      parts.at(-1)?.push(piece);
      used += piece.width;
    }
  }
  return parts;
}

const sum = (word: Word) => word.reduce((total, { width }) => total + width, 0);

/** Width of the space that ends a word; it may hang over the line's end. */
function trailing(word: Word, measure: Measure): number {
  const last = word.at(-1);
  return last && /[ \n]$/.test(last.text) ? measure(' ', last.style).width : 0;
}

/** Neighbours of one style as one run, without the space at the line's end. */
function merged(line: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  for (const { text, style } of line) {
    const last = runs.at(-1);
    if (last?.style === style) runs[runs.length - 1] = { text: last.text + text, style };
    else runs.push({ text, style });
  }
  return runs.map((run, index) => (index === runs.length - 1 ? { ...run, text: run.text.trimEnd() } : run));
}

import { ellipsized } from '../../chart/drawing.js';
import type { Block } from './block.js';
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

/** Lines of text as one block under one tag. `leading` is the distance of two baselines. */
export function paragraph(
  runs: readonly Run[],
  { measure, width }: Pick<Setting, 'measure' | 'width'>,
  look: { readonly tag: Tag; readonly leading: number; readonly gap: number },
): Block {
  const lines = wrapped(runs, width, measure);
  const size = Math.max(...runs.map(({ style }) => style.size), 0);
  const marks = lines.flatMap((line, row) => {
    const y = row * look.leading + (look.leading + size * 0.72) / 2;
    return inLine(line, { x: 0, y, tag: look.tag }, measure);
  });
  return { height: lines.length * look.leading, gap: look.gap, keep: false, marks };
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

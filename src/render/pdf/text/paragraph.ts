import { drawable } from '../../../chart/drawable.js';
import { cutShort, ellipsized } from '../../../chart/drawing.js';
import { RIGHT_TO_LEFT } from '../../../lib/text/direction.js';
import { graphemesOf } from '../../../lib/text/graphemes.js';
import { type Direction, levelsOf, placesOf } from '../../fonts/direction.js';
import type { Measure, TextStyle } from '../canvas/surface.js';
import { type LayoutBlock, stacked } from '../page/block.js';
import type { TextItem } from '../page/draw-item.js';
import type { LayoutContext } from '../page/layout-context.js';
import type { Tag } from '../page/tag.js';

/** Text in one style. */
export interface TextRun {
  readonly text: string;
  readonly style: TextStyle;
}

interface Piece extends TextRun {
  readonly width: number;
}

type Word = readonly Piece[];

/** The advance width of the run, in points. */
export function textWidth(measure: Measure, { text, style }: TextRun): number {
  return measure(text, style).width;
}

/** `run` shortened with an ellipsis to fit `room` points. */
export function clippedRun(measure: Measure, run: TextRun, room: number): TextRun {
  const fits = (text: string) => textWidth(measure, { ...run, text }) <= room;
  return { ...run, text: ellipsized(run.text, fits) };
}

/** `run` at a font size that fits `room` points: figures are never shortened. */
export function shrunk(measure: Measure, run: TextRun, room: number): TextRun {
  const size = run.style.size * Math.min(1, room / textWidth(measure, run));
  return { ...run, style: { ...run.style, size: Math.floor(size * 100) / 100 } };
}

/** Breaks runs into lines of at most `width` points: at spaces, and inside a word only if it is wider than a line. */
export function wrapped(runs: readonly TextRun[], width: number, measure: Measure): TextRun[][] {
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const word of wordsOf(runs, measure).flatMap((word) => broken(word, width, measure))) {
    const needed = sum(word) - trailing(word, measure);
    if (used > 0 && isOver([...(lines.at(-1) ?? []), ...word], used + needed, { width, measure })) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(...word);
    used += sum(word);
  }
  return lines.map(merged);
}

/** Layout of a paragraph: `leading` is the distance between baselines in points, `most` the maximum number of lines. */
export interface ParagraphLook {
  readonly tag: Tag;
  readonly leading: number;
  readonly gap: number;
  readonly most?: number;
  /** Base direction; names use `auto`, sentences the direction of the digest's language. */
  readonly direction?: Direction;
}

/** A paragraph as one unbreakable block. */
export function paragraph(
  runs: readonly TextRun[],
  layout: Pick<LayoutContext, 'measure' | 'width' | 'direction'>,
  look: ParagraphLook,
): LayoutBlock {
  return { ...stacked(lineBlocks(runs, layout, look)), gap: look.gap };
}

/** A paragraph that may break across pages, without widows or orphans. */
export function flowing(
  runs: readonly TextRun[],
  layout: Pick<LayoutContext, 'measure' | 'width' | 'direction'>,
  look: ParagraphLook,
): LayoutBlock[] {
  const lines = lineBlocks(runs, layout, look);
  return lines.map((line, row) => ({
    ...line,
    keep: lines.length > 1 && (row === 0 || row === lines.length - 2),
  }));
}

function lineBlocks(
  runs: readonly TextRun[],
  { measure, width, direction: reading }: Pick<LayoutContext, 'measure' | 'width' | 'direction'>,
  { tag, leading, gap, most = Number.POSITIVE_INFINITY, direction = reading }: ParagraphLook,
): LayoutBlock[] {
  const lines = shortened(wrapped(runs, width, measure), { most, width, measure });
  const size = Math.max(...runs.map(({ style }) => style.size), 0);
  const y = (leading + size * 0.72) / 2;
  return lines.map((line, row) => {
    const items = inLine(line, { x: 0, y, tag, direction }, measure);
    return { height: leading, gap: row === 0 ? gap : 0, keep: false, items };
  });
}

/** The first `most` lines; the last one ends in an ellipsis if there were more. */
function shortened(
  lines: TextRun[][],
  { most, width, measure }: { most: number; width: number; measure: Measure },
): TextRun[][] {
  const last = lines[most - 1]?.at(-1);
  if (lines.length <= most || !last) return lines;
  const before = lines[most - 1]?.slice(0, -1) ?? [];
  const room = width - before.reduce((sum, run) => sum + textWidth(measure, run), 0);
  const fits = (text: string) => textWidth(measure, { ...last, text }) <= room;
  return [...lines.slice(0, most - 1), [...before, { ...last, text: cutShort(last.text, fits) }]];
}

export interface LinePlace {
  readonly x: number;
  readonly y: number;
  readonly tag: Tag | null;
  readonly direction: Direction;
}

/** Places runs in reading order on a baseline; where the direction changes, in parts. */
export function inLine(runs: readonly TextRun[], at: LinePlace, measure: Measure): TextItem[] {
  const parts = partsOf(runs, at.direction).map((part) => {
    const direction = part.level % 2 === 1 ? ('rtl' as const) : ('ltr' as const);
    return { ...part, direction, width: measure(part.text, part.style, direction).width };
  });
  const places = placesOf(parts);
  return parts.map(({ text, style, direction }, index) => ({
    kind: 'text',
    x: at.x + (places[index] ?? 0),
    y: at.y,
    text,
    style,
    direction,
    tag: at.tag,
  }));
}

/** Splits runs where the direction changes. */
function partsOf(runs: readonly TextRun[], direction: Direction): (TextRun & { readonly level: number })[] {
  const clean = runs.map(({ text, style }) => ({ text: drawable(text), style, level: 0 }));
  if (direction !== 'rtl' && !clean.some(({ text }) => RIGHT_TO_LEFT.test(text))) return clean;
  const levels = levelsOf(clean.map(({ text }) => text).join(''), direction);
  let at = 0;
  return clean.flatMap(({ text, style }) => {
    const from = at;
    at += text.length;
    const units = Array.from({ length: Math.max(text.length, 1) }, (_unit, index) => index);
    const turns = units.filter((unit) => unit === 0 || levels[from + unit] !== levels[from + unit - 1]);
    return turns.map((turn, index) => ({
      text: text.slice(turn, turns[index + 1]),
      style,
      level: levels[from + turn] ?? 0,
    }));
  });
}

const WIDE = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u3000-\\u303F\\uFF00-\\uFFEF]';
const OPENING = '[(\\[{\\u2018\\u201C\u3008\u300A\u300C\u300E\u3010\u3014\uFF08\uFF3B\uFF5B]';
const CLOSING =
  '[)\\]},.:;!?%\u2019\u201D\u3001\u3002\u3009\u300B\u300D\u300F\u3011\u3015\uFF01\uFF05\uFF09\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F\uFF3D\uFF5D\u30FC\u3005ぁぃぅぇぉっゃゅょァィゥェォッャュョ]';
/** Lines may break after spaces, and next to Chinese and Japanese characters where punctuation allows. */
const BREAKS = new RegExp(
  `(?<=[ \\n])|(?<=${WIDE})(?<!${OPENING})(?![ \\n]|${CLOSING})|(?<=[^ \\n])(?<!${OPENING})(?=${WIDE})(?!${CLOSING})`,
  'u',
);

function wordsOf(runs: readonly TextRun[], measure: Measure): Word[] {
  const words: Piece[][] = [[]];
  for (const { text, style } of runs) {
    for (const [index, part] of text.split(BREAKS).entries()) {
      if (index > 0) words.push([]);
      words.at(-1)?.push({ text: part, style, width: measure(part, style).width });
    }
    if (/[ \n]$/.test(text)) words.push([]);
  }
  return words.filter((word) => word.length > 0);
}

function broken(word: Word, width: number, measure: Measure): Word[] {
  if (sum(word) - trailing(word, measure) <= width) return [word];
  const parts: Piece[][] = [[]];
  let used = 0;
  for (const { text, style } of word) {
    for (const letter of graphemesOf(text)) {
      const piece = { text: letter, style, width: measure(letter, style).width };
      if (used > 0 && isOver([...(parts.at(-1) ?? []), piece], used + piece.width, { width, measure })) {
        parts.push([]);
        used = 0;
      }
      parts.at(-1)?.push(piece);
      used += piece.width;
    }
  }
  return parts;
}

/** Whether a line overflows. Near the limit the merged runs are measured again: kerning between pieces may add to the sum of their widths. */
function isOver(
  line: readonly Piece[],
  total: number,
  { width, measure }: { width: number; measure: Measure },
): boolean {
  if (total > width) return true;
  const nearly = total > width - (line.at(-1)?.style.size ?? 0);
  return nearly && merged(line).reduce((whole, run) => whole + textWidth(measure, run), 0) > width;
}

const sum = (word: Word) => word.reduce((total, { width }) => total + width, 0);

/** Width of a word's trailing space, which may overflow the line. */
function trailing(word: Word, measure: Measure): number {
  const last = word.at(-1);
  return last && /[ \n]$/.test(last.text) ? measure(' ', last.style).width : 0;
}

/** Merges consecutive pieces of one style; drops the space at the line's end. */
function merged(line: readonly Piece[]): TextRun[] {
  const runs: TextRun[] = [];
  for (const { text, style } of line) {
    const last = runs.at(-1);
    if (last?.style === style) runs[runs.length - 1] = { text: last.text + text, style };
    else runs.push({ text, style });
  }
  return runs.map((run, index) => (index === runs.length - 1 ? { ...run, text: run.text.trimEnd() } : run));
}

import type { Theme } from '../../../config/config.js';
import type { Change } from '../../../digest/digest.js';
import { arrowOf } from '../../../digest/language/change.js';
import type { Words } from '../../../digest/language/words.js';
import { toneColor } from '../../tone-color.js';
import type { Measure, TextStyle } from '../canvas/surface.js';

/** Shared inputs of the layout. */
export interface LayoutContext {
  readonly theme: Theme;
  readonly locale: string;
  /** Messages for texts that are not part of the digest. */
  readonly words: Words;
  /** Names of rows that sum up what has no row of its own. */
  readonly restLabels: ReadonlySet<string>;
  /** The text direction of the digest's language. */
  readonly direction: 'ltr' | 'rtl';
  readonly styles: Styles;
  /** Width of the text column, in points. */
  readonly width: number;
  readonly measure: Measure;
  /** A factor up to 1 for the height of charts and rows and for the space above headings. */
  readonly density: number;
}

export type Styles = Readonly<
  Record<
    'title' | 'verdict' | 'heading' | 'body' | 'strong' | 'medium' | 'note' | 'figure' | 'footer',
    TextStyle
  >
>;

export function stylesOf({ text, secondary }: Theme): Styles {
  return {
    title: { size: 21, weight: 600, color: text },
    verdict: { size: 12.5, weight: 600, color: text },
    heading: { size: 12, weight: 600, color: text },
    body: { size: 9.5, weight: 400, color: text },
    strong: { size: 9.5, weight: 600, color: text },
    medium: { size: 8.5, weight: 500, color: secondary },
    note: { size: 8.5, weight: 400, color: secondary },
    figure: { size: 20, weight: 600, color: text },
    footer: { size: 8, weight: 400, color: secondary },
  };
}

/** A change with its arrow, `▲ 11.3%`, and its colour; an unchanged figure has no arrow. */
export function changeWords(change: Change, theme: Theme): { text: string; color: string } {
  return { text: `${arrowOf(change)}${change.text}`, color: toneColor(change.tone, theme) };
}

import type { ChangeTone } from '../../../digest/digest.js';
import { toneColor } from '../../tone-color.js';
import { beside, type LayoutBlock } from '../page/block.js';
import type { LayoutContext } from '../page/layout-context.js';
import type { Tag } from '../page/tag.js';
import { paragraph, type TextRun } from '../text/paragraph.js';

const INDENT = 12;

/** A list item whose bullet is a square in the colour of its tone. */
export function listItem(
  runs: readonly TextRun[],
  look: { readonly tag: Tag; readonly tone: ChangeTone },
  layout: LayoutContext,
): LayoutBlock {
  const width = layout.width - INDENT;
  const size = runs[0]?.style.size ?? 0;
  const leading = size * 1.5;
  const words = paragraph(runs, { ...layout, width }, { tag: look.tag, leading, gap: size * 0.7, most: 6 });
  const side = size * 0.5;
  const square = {
    kind: 'bar' as const,
    x: 0,
    y: (leading - side) / 2,
    width: side,
    height: side,
    color: toneColor(look.tone, layout.theme),
  };
  return beside({ height: 0, gap: words.gap, keep: false, items: [square] }, words, INDENT);
}

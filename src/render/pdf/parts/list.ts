import type { Theme } from '../../../config/config.js';
import type { ChangeTone } from '../../../digest/digest.js';
import { toneColor } from '../../tone-color.js';
import { beside, type LayoutBlock } from '../page/block.js';
import type { DrawItem } from '../page/draw-item.js';
import type { LayoutContext } from '../page/layout-context.js';
import type { Tag } from '../page/tag.js';
import { paragraph, type TextRun } from '../text/paragraph.js';

const INDENT = 12;

/** A list item with a bullet in the shape and colour of its tone. */
export function listItem(
  runs: readonly TextRun[],
  look: { readonly tag: Tag; readonly tone: ChangeTone },
  layout: LayoutContext,
): LayoutBlock {
  const width = layout.width - INDENT;
  const size = runs[0]?.style.size ?? 0;
  const leading = size * 1.5;
  const words = paragraph(runs, { ...layout, width }, { tag: look.tag, leading, gap: size * 0.7, most: 6 });
  const bullet = bulletOf(look.tone, { side: size * 0.5, middle: leading / 2 }, layout.theme);
  return beside({ height: 0, gap: words.gap, keep: false, items: [bullet] }, words, INDENT);
}

/** A diamond for attention, a square for other news, a dash for what claims none: in grey print, colour does not tell. */
function bulletOf(
  tone: ChangeTone,
  { side, middle }: { readonly side: number; readonly middle: number },
  theme: Theme,
): DrawItem {
  const color = toneColor(tone, theme);
  if (tone === 'muted') return { kind: 'bar', x: 0, y: middle - 0.6, width: side, height: 1.2, color };
  if (tone !== 'attention')
    return { kind: 'bar', x: 0, y: middle - side / 2, width: side, height: side, color };
  const reach = side * 0.68;
  const center = side / 2;
  return {
    kind: 'area',
    points: [
      { x: center, y: middle - reach },
      { x: center + reach, y: middle },
      { x: center, y: middle + reach },
      { x: center - reach, y: middle },
    ],
    color,
  };
}

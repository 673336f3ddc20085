import type { Digest } from '../../../digest/digest.js';
import { type DrawItem, levelRule } from '../page/draw-item.js';
import type { LayoutContext } from '../page/layout-context.js';
import type { Paper } from '../page/paper.js';
import { clippedRun, inLine, textWidth } from '../text/paragraph.js';

export interface FooterPlace {
  readonly sheet: Paper;
  readonly side: number;
  readonly number: { readonly page: number; readonly of: number };
}

const RULE_ABOVE_EDGE = 46;
const LINE_ABOVE_EDGE = 32;
const LEADING = 11;

/** Time zone, slot and digest at the left, the page number at the right, the theme's footer line below. */
export function footerItems(
  digest: Digest,
  { sheet, side, number }: FooterPlace,
  layout: LayoutContext,
): DrawItem[] {
  const { measure, styles, theme, width } = layout;
  const y = sheet.height - LINE_ABOVE_EDGE;
  const page = { text: `${number.page} / ${number.of}`, style: styles.footer };
  const pageWidth = textWidth(measure, page);
  const about = [digest.window.zone, digest.slot.text, digest.id].join('  ·  ');
  const left = clippedRun(measure, { text: about, style: styles.footer }, width - pageWidth - 16);
  const own = clippedRun(measure, { text: theme.footer ?? '', style: styles.footer }, width);
  const place = { y, tag: null, direction: layout.direction };
  return [
    levelRule({ x: side, y: sheet.height - RULE_ABOVE_EDGE, width }, theme.hairline, 0.9),
    ...inLine([left], { ...place, x: side }, measure),
    ...inLine([page], { ...place, x: side + width - pageWidth }, measure),
    ...(theme.footer ? inLine([own], { ...place, x: side, y: y + LEADING }, measure) : []),
  ];
}

import type { Digest } from '../../../digest/digest.js';
import type { LayoutBlock } from '../page/block.js';
import type { LayoutContext } from '../page/layout-context.js';
import { ROOT, under } from '../page/tag.js';
import { flowing } from '../text/paragraph.js';
import { headingBlock } from './heading.js';
import { aboutAnchor } from './links.js';
import { listItem } from './list.js';

/** The notes: coverage and definitions of the figures, and missing data. */
export function aboutBlocks(digest: Digest, layout: LayoutContext): LayoutBlock[] {
  const { about } = digest;
  const { note } = layout.styles;
  const paragraphs = about.paragraphs.flatMap((text) =>
    flowing([{ text, style: note }], layout, { tag: under(ROOT, 'P'), leading: 13, gap: 2 }),
  );
  const list = under(ROOT, 'L');
  const notices = about.notices.map(({ text, tone }) =>
    listItem([{ text, style: note }], { tone, tag: under(under(list, 'LI'), 'LBody') }, layout),
  );
  return [headingBlock(aboutAnchor(digest), layout), ...paragraphs, ...notices];
}

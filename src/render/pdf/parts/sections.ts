import type { Section, TimeSeriesSection } from '../../../digest/digest.js';
import { isWeeks } from '../../../digest/drawn-as.js';
import type { LayoutBlock } from '../page/block.js';
import type { LayoutContext } from '../page/layout-context.js';
import { ROOT, under } from '../page/tag.js';
import { paragraph } from '../text/paragraph.js';
import { sectionHead } from './heading.js';
import { type PairLook, pairBlock, pictureBlocks } from './pictures.js';
import { tableBlocks } from './table.js';

const HALVES: PairLook = { left: 0.5, hints: false, height: 110 };
/** Thirteen bars take more width than nine points; a chart's hint says what its band is. */
const WEEKS: PairLook = { left: 0.57, hints: true, height: 92 };

/** Sections in order; consecutive ones of messages and paid messages, or of weeks, are placed side by side. */
export function sectionBlocks(sections: readonly Section[], layout: LayoutContext): LayoutBlock[] {
  const blocks: LayoutBlock[] = [];
  for (let index = 0; index < sections.length; index += 1) {
    const [section, next] = [sections[index], sections[index + 1]];
    if (!section) continue;
    if (isHalf(section) && next && isHalf(next)) {
      blocks.push(pairBlock([section, next], isWeeks(section) ? WEEKS : HALVES, layout));
      index += 1;
    } else blocks.push(...sectionParts(section, newHint(section, sections[index - 1]), layout));
  }
  return blocks;
}

function isHalf(section: Section): section is TimeSeriesSection {
  const half = section.report === 'messages' || section.report === 'paid' || isWeeks(section);
  return half && section.kind === 'timeSeries' && section.emptyText === null;
}

/** The hint, or empty if the previous section has the same. */
const newHint = (section: Section, before: Section | undefined) =>
  before?.hint === section.hint ? '' : section.hint;

function sectionParts(section: Section, hint: string, layout: LayoutContext): LayoutBlock[] {
  const head = sectionHead(section, hint, layout);
  if (section.emptyText !== null) return [...head, emptyTextBlock(section.emptyText, layout)];
  const body = section.kind === 'table' ? tableBlocks(section, layout) : pictureBlocks(section, layout);
  return [...head, ...body];
}

function emptyTextBlock(text: string, layout: LayoutContext): LayoutBlock {
  const run = { text, style: layout.styles.body };
  return paragraph([run], layout, { tag: under(ROOT, 'P'), leading: 14.5, gap: 6 });
}

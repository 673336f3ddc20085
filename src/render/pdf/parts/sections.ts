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
  return sectionGroups(sections).flatMap(([section, next]) => {
    if (!section) return [];
    if (next && isHalf(section) && isHalf(next))
      return [pairBlock([section, next], isWeeks(section) ? WEEKS : HALVES, layout)];
    const before = sections[sections.indexOf(section) - 1];
    return sectionParts(section, newHint(section, before), layout);
  });
}

/** The sections in order, with those that are placed side by side in one group. */
export function sectionGroups(sections: readonly Section[]): Section[][] {
  const groups: Section[][] = [];
  for (const section of sections) {
    const last = groups.at(-1);
    if (last?.length === 1 && last.every(isHalf) && isHalf(section)) last.push(section);
    else groups.push([section]);
  }
  return groups;
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

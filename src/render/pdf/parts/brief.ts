import type { Digest } from '../../../digest/digest.js';
import { isWeeks } from '../../../digest/drawn-as.js';
import type { LayoutBlock } from '../page/block.js';
import type { LayoutContext } from '../page/layout-context.js';
import { ROOT, under } from '../page/tag.js';
import { clippedRun, paragraph } from '../text/paragraph.js';
import { aboutBlocks } from './about.js';
import { calloutBlocks } from './callouts.js';
import { aboutAnchor } from './links.js';
import { sectionBlocks, sectionGroups } from './sections.js';

/** A part of a digest that a brief has whole or not at all. */
export interface BriefPart {
  readonly ids: readonly string[];
  readonly titles: readonly string[];
  blocks(digest: Digest, layout: LayoutContext): LayoutBlock[];
}

const CALLOUTS = 'callouts';
const DAYS = 'conversations';

/** The parts by importance: weeks, what to notice, the days, then the other sections and the notes. */
export function briefParts(digest: Digest): BriefPart[] {
  const { sections, labels } = digest;
  const [weeks, others] = [sections.filter(isWeeks), sections.filter((section) => !isWeeks(section))];
  const days = others.filter(({ id }) => id === DAYS);
  const rest = others.filter(({ id }) => id !== DAYS);
  const about = aboutAnchor(digest);
  return [
    ...sectionGroups(weeks).map(sectionPart),
    { ids: [CALLOUTS], titles: [labels.callouts], blocks: calloutBlocks },
    ...sectionGroups(days).map(sectionPart),
    ...sectionGroups(rest).map(sectionPart),
    { ids: [about.id], titles: [about.title], blocks: aboutBlocks },
  ];
}

function sectionPart(group: Digest['sections']): BriefPart {
  return {
    ids: group.map(({ id }) => id),
    titles: group.map(({ title }) => title),
    blocks: (_digest, layout) => sectionBlocks(group, layout),
  };
}

/** The digest without the sections of other parts, and without links to them. */
export function reduced(digest: Digest, parts: readonly BriefPart[]): Digest {
  const kept = new Set(parts.flatMap(({ ids }) => ids));
  const sections = digest.sections.filter(({ id }) => kept.has(id));
  const about = aboutAnchor(digest);
  if (kept.has(about.id)) return { ...digest, sections };
  const items = digest.callouts.items.map((item) =>
    item.section === about.id ? { ...item, section: '' } : item,
  );
  return { ...digest, sections, callouts: { ...digest.callouts, items } };
}

/** The line that names the parts that the page has no room for. */
export function leftOutBlock(parts: readonly BriefPart[], layout: LayoutContext): LayoutBlock {
  const { words, styles, measure, width } = layout;
  const titles = parts.flatMap((part) => part.titles);
  const short = titles.map((text) => clippedRun(measure, { text, style: styles.note }, width / 2).text);
  const text = words.say('file.leftOut', { parts: short.join(' · ') });
  const look = { tag: under(ROOT, 'P'), leading: 12.5, gap: 14 };
  return paragraph([{ text, style: styles.note }], layout, look);
}

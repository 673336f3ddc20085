import type { Digest, SectionBase } from '../../../digest/digest.js';
import { toneColor } from '../../tone-color.js';
import { beside, type LayoutBlock, together } from '../page/block.js';
import type { Anchor, DrawItem, ImageItem } from '../page/draw-item.js';
import type { LayoutContext } from '../page/layout-context.js';
import { ROOT, under } from '../page/tag.js';
import { paragraph } from '../text/paragraph.js';
import { listItem } from './list.js';

const LOGO = { width: 90, height: 26 };

/** The digest's title, window and bots; the logo, if any, at the right. */
export function titleBlocks(digest: Digest, logo: Uint8Array | null, layout: LayoutContext): LayoutBlock[] {
  const { title, note } = layout.styles;
  const width = logo ? layout.width - LOGO.width - 20 : layout.width;
  const words = paragraph(
    [{ text: digest.title, style: title }],
    { ...layout, width },
    { tag: under(ROOT, 'H1'), leading: 26, gap: 0, most: 3, direction: 'auto' },
  );
  const subtitle = paragraph(
    [{ text: digest.subtitle.join('  ·  '), style: { ...note, size: 9.5 } }],
    layout,
    { tag: under(ROOT, 'P'), leading: 14, gap: 5, most: 3 },
  );
  return together([
    { ...withLogo(words, logo, layout), anchors: [{ id: 'title', title: digest.title }] },
    subtitle,
  ]);
}

const VERDICT = { bar: 3, inset: 13, leading: 17.5, gap: 15 };

/** The verdict beside a bar in the colour of its tone; what follows its first sentence is secondary. */
export function verdictBlock({ verdict }: Digest, layout: LayoutContext): LayoutBlock {
  const { verdict: strong } = layout.styles;
  const [first, rest] = firstSentence(verdict.text);
  const calm = { ...strong, weight: 400 as const, color: layout.theme.secondary };
  const runs = [{ text: first, style: strong }, ...(rest === '' ? [] : [{ text: rest, style: calm }])];
  const words = paragraph(
    runs,
    { ...layout, width: layout.width - VERDICT.inset },
    { tag: under(ROOT, 'P'), leading: VERDICT.leading, gap: 0, most: 6 },
  );
  const bar: DrawItem = {
    kind: 'bar',
    x: 0,
    y: 0,
    width: VERDICT.bar,
    height: words.height,
    color: toneColor(verdict.tone, layout.theme),
  };
  const mark: LayoutBlock = { height: words.height, gap: VERDICT.gap, keep: false, items: [bar] };
  return { ...beside(mark, words, VERDICT.inset), airy: { height: 0, gap: VERDICT.gap } };
}

/** A sentence ends before a space that a capital, a digit or a letter without case follows. */
const SENTENCE = /^.*?[.!?\u061f\u3002](?=[ \u00a0](?:\p{Lu}|\p{Lo}|\p{Nd})|$)/su;

function firstSentence(text: string): readonly [first: string, rest: string] {
  const [first = text] = SENTENCE.exec(text) ?? [];
  return [first, text.slice(first.length)];
}

function withLogo(words: LayoutBlock, logo: Uint8Array | null, { width }: LayoutContext): LayoutBlock {
  if (!logo) return words;
  const picture: ImageItem = { kind: 'image', x: 0, y: 0, ...LOGO, bytes: logo, tag: null };
  const block: LayoutBlock = { height: LOGO.height, gap: 0, keep: false, items: [picture] };
  return beside(words, block, width - LOGO.width);
}

/** A heading of the second level. */
export function headingBlock(anchor: Anchor, layout: LayoutContext): LayoutBlock {
  const run = { text: anchor.title, style: layout.styles.heading };
  const gap = 24 * layout.density;
  const words = paragraph([run], layout, { tag: under(ROOT, 'H2'), leading: 16, gap, most: 2 });
  return { ...words, airy: { height: 0, gap }, keep: true, anchors: [anchor] };
}

/** A section's heading, hint and notices of missing data. */
export function sectionHead(section: SectionBase, hint: string, layout: LayoutContext): LayoutBlock[] {
  const { note } = layout.styles;
  const notes = hint === '' ? [] : [{ text: hint, style: note }];
  const lines = notes.map((run) =>
    paragraph([run], layout, { tag: under(ROOT, 'P'), leading: 12.5, gap: 2.5, most: 4 }),
  );
  const missing = section.missing.map((text) =>
    listItem([{ text, style: note }], { tone: 'attention', tag: under(ROOT, 'P') }, layout),
  );
  const blocks = [headingBlock(section, layout), ...lines, ...missing];
  return blocks.map((block) => ({ ...block, keep: true }));
}

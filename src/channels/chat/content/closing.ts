import { aboutLines, completeLine } from '../../../digest/about-lines.js';
import type { ChangeTone, Digest } from '../../../digest/digest.js';
import type { LeftOut, RenderContext } from '../../../render/renderer.js';
import { sizeIn } from '../../size.js';
import { goalTone, markLegend } from '../../tone-mark.js';
import type { ChatBlock } from './blocks.js';

/** What a message is made with besides its digest. */
export interface ChatParts extends Pick<RenderContext, 'words' | 'leftOut'> {
  /** Largest message in bytes. */
  readonly maxBytes: number;
}

interface Shown {
  readonly blocks: readonly ChatBlock[];
  /** Titles of the parts that were left out. */
  readonly omitted: readonly string[];
}

/** The small lines at the end: zone, files, the number of notices, the meaning of marks, and what was left out. */
export function closingLines(digest: Digest, parts: ChatParts, { blocks, omitted }: Shown): string[] {
  const { words, maxBytes, leftOut } = parts;
  return [
    ...aboutLines(digest),
    filesLine(leftOut, words),
    completeLine(digest, words),
    legend(digest, blocks, words),
    omitted.length === 0
      ? ''
      : words.say('chat.leftOut', { limit: sizeIn(digest.locale, maxBytes), parts: omitted.join(', ') }),
  ].filter((text) => text !== '');
}

/** That files are not attached, and where they go; empty without files. */
function filesLine(leftOut: LeftOut | null, words: ChatParts['words']): string {
  const { files = [], elsewhere = [] } = leftOut ?? {};
  if (files.length === 0) return '';
  const places = words.list([...new Set(elsewhere)]);
  const said = [
    words.say('chat.files', { files: files.map(({ name }) => name).join(', ') }),
    elsewhere.length === 0 ? '' : words.say('mail.leftOut.elsewhere', { count: files.length, places }),
  ];
  return said.filter((text) => text !== '').join(' ');
}

function legend(
  { verdict, tiles, callouts: { items } }: Digest,
  blocks: readonly ChatBlock[],
  words: ChatParts['words'],
): string {
  const goals = tiles.flatMap(({ goal }) => (goal?.met === false ? [goalTone(goal)] : []));
  const alarming = blocks.some(
    (block) => block.kind === 'table' && block.rows.some(({ alarming }) => alarming),
  );
  const rows: ChangeTone[] = alarming ? ['attention'] : [];
  return markLegend([verdict.tone, ...goals, ...items.map(({ tone }) => tone), ...rows], words);
}

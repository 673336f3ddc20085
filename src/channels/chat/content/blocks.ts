import type { Digest, RankingSection, Section, TableSection } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { newsOf } from '../../../render/illustrations.js';
import { oneLine, shortened } from '../../../render/line.js';
import { type ChatChart, chatChart } from './chart.js';
import type { ChatPart, Detail } from './detail.js';
import { botTable, type ChatTable, rankingTable, sectionTable } from './table.js';

export type ChatBlock = ChatChart | ChatTable;

interface ChatBlocks {
  readonly blocks: readonly ChatBlock[];
  /** Titles of those that the detail leaves out. */
  readonly omitted: readonly string[];
}

/** The charts, bots, steps and interactions, in the order of the digest. */
export function chatBlocks(digest: Digest, words: Words, detail: Detail): ChatBlocks {
  const charts = chartedSections(digest);
  const all = digest.sections.flatMap((section) => {
    const part = partOf(section, charts);
    const block = part && blockOf(section, digest, { words, detail });
    return block ? [{ part, block }] : [];
  });
  const stays = ({ part }: { readonly part: ChatPart }) => !detail.leaves.includes(part);
  return {
    blocks: all.filter(stays).map(({ block }) => block),
    omitted: all.filter((one) => !stays(one)).map(({ block }) => block.title),
  };
}

/** The days, and what the verdict is about. */
const chartedSections = (digest: Digest): readonly string[] => ['conversations', ...newsOf(digest)];

function partOf({ kind, id }: Section, charts: readonly string[]): ChatPart | null {
  if (kind === 'ranking') return 'interactions';
  if (kind === 'table') return id === 'by-bot' ? 'bots' : id === 'fallbacks' ? 'fallbacks' : null;
  return kind === 'timeSeries' && charts.includes(id) ? 'charts' : null;
}

/** How blocks are made. */
interface BlockLayout {
  readonly words: Words;
  readonly detail: Detail;
}

function blockOf(section: Section, digest: Digest, layout: BlockLayout): ChatBlock | null {
  const title = shortened(oneLine(section.title).trim(), layout.detail.name) || '–';
  if (section.kind === 'timeSeries') return chatChart({ ...section, title }, digest, layout);
  if (section.emptyText !== null || section.kind === 'heatmap') return null;
  const table = tableFor({ ...section, title }, digest, layout);
  return table.rows.length === 0 ? null : table;
}

function tableFor(section: TableSection | RankingSection, digest: Digest, layout: BlockLayout): ChatTable {
  if (section.kind === 'ranking') return rankingTable(section, digest, layout);
  return section.id === 'by-bot'
    ? botTable(section, digest, layout)
    : sectionTable(section, section.rows, layout);
}

import type { Digest, Section, TableSection } from '../../../digest/digest.js';
import { isWeeks } from '../../../digest/drawn-as.js';
import type { Words } from '../../../digest/language/words.js';
import type { Illustration } from '../../../render/illustrations.js';
import type { ChartBlock } from './blocks.js';
import { nativeChart } from './charts.js';
import { chartLimits } from './limits.js';

/** What Slack draws itself in one message; all else is a picture or lines of text. */
export interface Natives {
  readonly charts: ReadonlyMap<Section, ChartBlock>;
  readonly table: TableSection | null;
}

export const NO_NATIVES: Natives = { charts: new Map(), table: null };

/**
 * As many charts as a message may have, in this order: weeks, the other sections over time that a message shows, the interactions. One table:
 * the bots, or the sources of a bot alone.
 */
export function nativesOf(
  digest: Digest,
  { illustrations, words }: { readonly illustrations: readonly Illustration[]; readonly words: Words },
): Natives {
  const illustrated = illustrations.map(({ section }) => section).filter(({ kind }) => kind === 'timeSeries');
  const weeks = illustrated.filter(isWeeks);
  const days = illustrated.filter((section) => !weeks.includes(section));
  const rankings = digest.sections.filter(({ kind }) => kind === 'ranking');
  const drawn = [...weeks, ...days, ...rankings].flatMap((section): [Section, ChartBlock][] => {
    const chart = nativeChart(section, words);
    return chart === null ? [] : [[section, chart]];
  });
  return { charts: new Map(drawn.slice(0, chartLimits.charts)), table: tableOf(digest) };
}

function tableOf({ bots, sections }: Digest): TableSection | null {
  const wanted = bots.length > 1 ? 'by-bot' : 'by-source';
  return (
    sections.find(
      (section): section is TableSection =>
        section.kind === 'table' &&
        section.id === wanted &&
        section.emptyText === null &&
        section.rows.length > 0,
    ) ?? null
  );
}

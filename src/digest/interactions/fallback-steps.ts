import { groupedBy } from '../../lib/grouped.js';
import type { Context } from '../context.js';
import { sumKnown } from '../figures/figures.js';
import { byName } from '../language/names.js';
import { plainLabel } from './interaction-labels.js';
import { type Interaction, isFallback } from './interactions.js';

/** The fallbacks after one step, summed over all bots. */
export interface FallbackStep {
  /** `After “Track my order”`. */
  readonly label: string;
  /** The name of the step before the fallback; null when there is none or it is unknown. */
  readonly step: string | null;
  readonly now: number | null;
  /** null when any bot's figure is missing. */
  readonly before: number | null;
}

/** All fallbacks used in either window, most used first. */
export function fallbackSteps({ interactions, words }: Context): readonly FallbackStep[] {
  const rows = (interactions?.rows ?? []).filter(isFallback);
  return [...groupedBy(rows, (row) => plainLabel(row, words))]
    .map(([label, group]) => stepOf(label, group))
    .filter(({ now, before }) => (now ?? 0) > 0 || (before ?? 0) > 0)
    .toSorted((a, b) => (b.now ?? 0) - (a.now ?? 0) || byName(a.label, b.label));
}

function stepOf(label: string, group: readonly [Interaction, ...Interaction[]]): FallbackStep {
  const before = group.map(({ previous }) => previous);
  return {
    label,
    step: group[0].step,
    now: sumKnown(group.map(({ uses }) => uses)),
    before: before.includes(null) ? null : sumKnown(before),
  };
}

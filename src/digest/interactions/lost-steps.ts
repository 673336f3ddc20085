import { groupedBy } from '../../lib/grouped.js';
import { sumKnown } from '../figures/figures.js';
import { byName } from '../language/names.js';
import { type Labelled, plainLabel } from './interaction-labels.js';
import { type Interaction, isFallback } from './interactions.js';

/** A step after which bots did not understand, summed over the bots by name. */
export interface LostStepFigures {
  /** `After “Track my order”`. */
  readonly label: string;
  /** The step's name; the label where there is no step, or an unknown one. */
  readonly name: string;
  /** False for the default fallback and for steps that are no longer listed: their uses are unknown. */
  readonly named: boolean;
  /** Ids. */
  readonly bots: readonly string[];
  /** Uses of the step; null where unknown. */
  readonly uses: number | null;
  readonly fallbacks: number | null;
  readonly usesBefore: number | null;
  /** null when any bot's figure is missing. */
  readonly fallbacksBefore: number | null;
}

/** All steps with fallbacks in either window, most fallbacks first. */
export function lostSteps({ interactions, words }: Labelled) {
  const rows = interactions?.rows ?? [];
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const fallbacks = rows.filter(isFallback);
  return [...groupedBy(fallbacks, (row) => plainLabel(row, words))]
    .map(([label, group]) => stepOf(label, group, byKey))
    .filter(({ fallbacks: now, fallbacksBefore: before }) => (now ?? 0) > 0 || (before ?? 0) > 0)
    .toSorted((a, b) => (b.fallbacks ?? 0) - (a.fallbacks ?? 0) || byName(a.label, b.label));
}

function stepOf(
  label: string,
  group: readonly [Interaction, ...Interaction[]],
  byKey: ReadonlyMap<string, Interaction>,
): LostStepFigures {
  const steps = [...new Set(group.map(({ parentKey }) => parentKey))].map((key) =>
    key === null ? undefined : byKey.get(key),
  );
  const known = steps.filter((step) => step !== undefined);
  const whole = known.length === steps.length ? known : [];
  return {
    label,
    name: group[0].step ?? label,
    named: group[0].step !== null,
    bots: [...new Set(group.map(({ botId }) => botId))],
    uses: allOf(whole.map(({ uses }) => uses)),
    fallbacks: sumKnown(group.map(({ uses }) => uses)),
    usesBefore: allOf(whole.map(({ previous }) => previous)),
    fallbacksBefore: allOf(group.map(({ previous }) => previous)),
  };
}

/** The sum; null when any is missing. */
const allOf = (values: readonly (number | null)[]) => (values.includes(null) ? null : sumKnown(values));

/** Fallbacks by use; null where either is unknown or nothing was used. */
export const rateOf = (fallbacks: number | null, uses: number | null) =>
  fallbacks === null || uses === null || uses === 0 ? null : fallbacks / uses;

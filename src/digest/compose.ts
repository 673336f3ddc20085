import type { Snapshot } from '../chatbot/snapshot.js';
import type { DigestConfig } from '../config/config.js';
import { canonicalJson, sha256 } from '../lib/hash.js';
import { aboutOf, slotText } from './about.js';
import { linkOf } from './bots/links.js';
import { scorecardOf } from './bots/scorecard.js';
import { botTotals } from './bots/totals.js';
import { calloutsOf, findingsOf } from './callouts/callouts.js';
import { verdictOf } from './callouts/verdict.js';
import { type Context, createContext } from './context.js';
import type { Digest } from './digest.js';
import { totalOf } from './figures/figures.js';
import { notesOf } from './figures/notes.js';
import { headingOf } from './heading.js';
import { lostStepsOf } from './interactions/steps.js';
import { labelsOf } from './labels.js';
import { sectionsOf } from './sections/sections.js';
import { tablesOf } from './tables/tables.js';
import { tilesOf } from './tiles/tiles.js';

/**
 * Composes the digest of a snapshot. Pure: the same snapshot and config give the same digest in any zone and locale of the
 * machine; it contains no time of fetching or rendering.
 */
export function composeDigest(snapshot: Snapshot, config: DigestConfig): Digest {
  const context = createContext(snapshot, config);
  const tiles = tilesOf(context);
  const findings = findingsOf(context);
  const verdict = verdictOf(context, findings);
  const digest: Omit<Digest, 'fingerprint'> = {
    schema: 'botdigest.digest/2',
    id: config.id,
    locale: config.locale,
    direction: context.words.direction,
    slot: slotOf(context),
    bots: context.bots.map(({ id, name, storyId }) => ({ id, name, ...linkOf(config, storyId) })),
    window: context.window,
    comparison: context.comparison,
    ...headingOf(context, verdict),
    verdict,
    tiles,
    callouts: calloutsOf(context, findings),
    sections: sectionsOf(context),
    tables: tablesOf(context),
    notes: notesOf(context),
    scorecard: scorecardOf(context),
    steps: lostStepsOf(context),
    totals: botTotals(context),
    about: aboutOf(context),
    empty: isEmpty(context),
    incomplete: context.missingData.length > 0,
    labels: labelsOf(context),
  };
  return { ...digest, fingerprint: sha256(canonicalJson(digest)) };
}

function slotOf(context: Context): Digest['slot'] {
  const { scheduledFor, trigger } = context.snapshot.slot;
  return {
    scheduledFor: new Date(scheduledFor).toISOString(),
    trigger,
    text: slotText(scheduledFor, context),
  };
}

/** True when every figure of the window is zero or missing. A gap also makes the digest `incomplete`. */
function isEmpty({ figures, interactions, heatmap, averages }: Context): boolean {
  const totals = [
    ...Object.values(figures).map(totalOf),
    interactions?.uses ?? null,
    heatmap?.total ?? null,
    ...(averages?.series ?? []).map(({ current }) => current.sum),
  ];
  return totals.every((total) => total === null || total === 0);
}

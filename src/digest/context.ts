import type { BotSnapshot, Snapshot } from '../chatbot/snapshot.js';
import type { DigestConfig } from '../config/config.js';
import { bucketsOf } from '../schedule/bucket.js';
import type { ReportName } from '../vocabulary/chatbot.js';
import { cleanSnapshot } from './clean.js';
import type { WindowView } from './digest.js';
import { type Averages, averagesOf } from './figures/averages.js';
import { type Axis, createAxis } from './figures/axis.js';
import { type BotFigures, figuresOf, present } from './figures/figures.js';
import { type Heatmap, heatmapOf } from './figures/heatmaps.js';
import { type SourceFigures, sourceFigures } from './figures/sources.js';
import { type InteractionFigures, interactionFigures } from './interactions/interactions.js';
import type { Format } from './language/format.js';
import { createLanguage, type Words } from './language/words.js';
import { type MissingData, missingDataOf } from './missing/missing-data.js';
import { comparisonView, windowView } from './window-view.js';

/** Reports that add up over bots and steps. */
export const SUMMED = ['conversations', 'paid', 'messages'] as const;
export type SummedReport = (typeof SUMMED)[number];

/** Everything that the parts of a digest are composed from, computed once. */
export interface Context {
  readonly config: DigestConfig;
  readonly snapshot: Snapshot;
  readonly bots: readonly BotSnapshot[];
  readonly format: Format;
  readonly words: Words;
  readonly window: WindowView;
  readonly comparison: WindowView | null;
  readonly axis: Axis;
  /** By bot, in the digest's order; empty for a report that was not chosen. */
  readonly figures: Readonly<Record<SummedReport, readonly BotFigures[]>>;
  /** Conversations by source over the bots present; empty when they were not asked for by source. */
  readonly sources: readonly SourceFigures[];
  /** null when the report was not chosen. */
  readonly interactions: InteractionFigures | null;
  /** null when the report was not chosen. */
  readonly averages: Averages | null;
  /** null when the report was not chosen. */
  readonly heatmap: Heatmap | null;
  readonly missingData: readonly MissingData[];
  chosen(report: ReportName): boolean;
}

export function createContext(fetched: Snapshot, config: DigestConfig): Context {
  const snapshot = cleanSnapshot(fetched);
  const { bots } = snapshot;
  const language = createLanguage(config.locale, snapshot.window.zone, config.templates.messages);
  const { format, words } = language;
  const axis = axisOf(snapshot, config);
  const chosen = (report: ReportName) => config.reports.names.includes(report);
  const figures = (report: SummedReport) => (chosen(report) ? figuresOf(bots, report, axis) : []);
  const conversations = figures('conversations');
  const known = new Set(present(conversations).map(({ bot }) => bot.id));
  const { window, comparison } = snapshot;
  return {
    config,
    snapshot,
    bots,
    format,
    words,
    window: windowView(window, config.weekStart, language),
    comparison: comparison && comparisonView({ window, comparison }, config.weekStart, language),
    axis,
    figures: { conversations, paid: figures('paid'), messages: figures('messages') },
    sources: sourceFigures(
      bots.filter(({ id }) => known.has(id)),
      axis,
    ),
    interactions: chosen('interactions') ? interactionFigures(snapshot, words) : null,
    averages: chosen('average') ? averagesOf(snapshot) : null,
    heatmap: chosen('heatmap') ? heatmapOf(bots, window, asOf(snapshot)) : null,
    missingData: missingDataOf(snapshot),
    chosen,
  };
}

/** The end of the data (epoch ms): a late run may have more than its slot's time. */
function asOf({ slot, fetchedAt }: Snapshot): number {
  return Math.max(slot.scheduledFor, Date.parse(fetchedAt));
}

function axisOf({ bucket, window, comparison }: Snapshot, { weekStart }: DigestConfig): Axis {
  return createAxis(
    bucket,
    bucketsOf(window, bucket, weekStart),
    comparison && bucketsOf(comparison, bucket, weekStart),
  );
}

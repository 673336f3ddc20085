import type { BotSnapshot, Snapshot } from '../chatbot/snapshot.js';
import type { DigestConfig } from '../config/config.js';
import { isCut, type Window } from '../schedule/window.js';
import type { ReportName } from '../vocabulary/chatbot.js';
import { cleanSnapshot } from './clean.js';
import type { WindowView } from './digest.js';
import { type Averages, averagesOf } from './figures/averages.js';
import { type Axis, createAxis } from './figures/axis.js';
import { daysCompared, exposureOf } from './figures/equal-weekdays.js';
import {
  type BotFigures,
  type FigureGrid,
  figuresOf,
  present,
  totalOf,
  wholeLikeWithLike,
} from './figures/figures.js';
import { type Heatmap, heatmapOf } from './figures/heatmaps.js';
import { comparable, type HolidayNames } from './figures/holidays.js';
import { type SourceFigures, sourceFigures } from './figures/sources.js';
import type { SummedReport } from './figures/summed.js';
import { answered, type InteractionFigures, interactionFigures } from './interactions/interactions.js';
import { type Judgement, judgementOf } from './judgement/judgement.js';
import { type Silent, silentOnes } from './judgement/silent.js';
import { snapshotDays } from './judgement/timeline.js';
import { type Understanding, understandingOf } from './judgement/understanding.js';
import type { Format } from './language/format.js';
import { createLanguage, type Words } from './language/words.js';
import { type MissingData, missingDataOf } from './missing/missing-data.js';
import { comparisonView, windowView } from './window-view.js';

/** Everything that the parts of a digest are composed from, computed once. */
export interface Context {
  readonly config: DigestConfig;
  readonly snapshot: Snapshot;
  readonly bots: readonly BotSnapshot[];
  readonly format: Format;
  readonly words: Words;
  readonly window: WindowView;
  readonly comparison: WindowView | null;
  readonly holidays: HolidayNames;
  /** Where holidays leave nothing to compare, `comparison` is null. */
  readonly comparisonAsked: Window | null;
  readonly axis: Axis;
  /** The axis, and the days where windows compare at equal weekdays. */
  readonly grid: FigureGrid;
  /** What a count of the comparison window would be in the window without a change, as a factor: 1 where their days are alike. */
  readonly exposure: number;
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
  /** What is usual. */
  readonly judgement: Judgement;
  /** Bots and sources with nothing, which chance does not explain. */
  readonly silent: readonly Silent[];
  /** null when the report was not chosen, and without any use. */
  readonly understanding: Understanding | null;
  readonly missingData: readonly MissingData[];
  chosen(report: ReportName): boolean;
}

export function createContext(fetched: Snapshot, config: DigestConfig): Context {
  const holidays: HolidayNames = new Map(config.holidays.map(({ day, name }) => [day, name]));
  const all = cleanSnapshot(fetched);
  const snapshot = comparable(all, holidays);
  const { bots } = snapshot;
  const language = createLanguage(config.locale, snapshot.window.zone, config.templates.messages);
  const { format, words } = language;
  const grid = gridOf(snapshot, config, holidays);
  const chosen = (report: ReportName) => config.reports.names.includes(report);
  const figures = (report: SummedReport) => (chosen(report) ? figuresOf(bots, report, grid) : []);
  const conversations = figures('conversations');
  const exposure = (of: readonly BotFigures[]) => exposureOf(grid.days, talkOf(of) ?? talkOf(conversations));
  const { window, comparison } = snapshot;
  const paid = figures('paid');
  const messages = figures('messages');
  const ownExposure = (id: string) => exposure(conversations.filter(({ bot }) => bot.id === id));
  const interactions = chosen('interactions') ? interactionFigures(snapshot, words, ownExposure) : null;
  const counted = (of: readonly BotFigures[]) => {
    const ids = new Set(present(of).map(({ bot }) => bot.id));
    return bots.filter(({ id }) => ids.has(id));
  };
  const talking = counted(conversations);
  const answering = new Set((interactions ? answered(interactions) : []).map(({ bot }) => bot));
  const days = snapshotDays(snapshot);
  const parts = {
    config,
    snapshot,
    bots,
    format,
    words,
    window: windowView(window, config.weekStart, language),
    comparison: comparison && comparisonView({ window, comparison }, config.weekStart, language),
    holidays,
    comparisonAsked: all.comparison,
    axis: grid.axis,
    grid,
    exposure: exposure(conversations) ?? 1,
    figures: { conversations, paid, messages },
    sources: sourceFigures(talking, grid),
    interactions,
    judgement: judgementOf(
      { snapshot, days, holidays },
      {
        conversations: talking,
        paid: counted(paid),
        messages: counted(messages),
        interactions: bots.filter(({ name }) => answering.has(name)),
      },
    ),
    averages: chosen('average') ? averagesOf(snapshot) : null,
    heatmap: chosen('heatmap') ? heatmapOf(bots, window, asOf(snapshot)) : null,
    missingData: missingDataOf(snapshot),
    chosen,
  };
  return {
    ...parts,
    silent: silentOnes({ ...parts, days, holidays }),
    understanding: understandingOf(interactions, parts.judgement.fallbackRate),
  };
}

function talkOf(conversations: readonly BotFigures[]) {
  const pair = wholeLikeWithLike(conversations);
  const total = totalOf(conversations);
  return pair === null || total === null ? null : { ...pair, total };
}

/** The end of the data (epoch ms). Digests of earlier versions did not cut a window that was not over: they may have more than their slot's time. */
function asOf({ slot, fetchedAt, window }: Snapshot): number {
  return isCut(window) ? window.to : Math.max(slot.scheduledFor, Date.parse(fetchedAt));
}

function gridOf(
  { bucket, window, comparison }: Snapshot,
  { weekStart }: DigestConfig,
  holidays: HolidayNames,
): FigureGrid {
  return {
    axis: createAxis({ bucket, window, comparison, weekStart }),
    days: comparison && daysCompared({ bucket, window, comparison, holidays }),
  };
}

import type { BotConfig, ChatbotConfig, ReportsConfig, WeekStart } from '../../config/config.js';
import { addDays } from '../../lib/time/zone.js';
import { type BucketSize, bucketsOf } from '../../schedule/bucket.js';
import { beyondComparison } from '../../schedule/history.js';
import { isCut, type Window } from '../../schedule/window.js';
import { type ReportName, SOURCES, type Source } from '../../vocabulary/chatbot.js';
import type { SeriesResult, WindowRole } from '../snapshot.js';
import { type HeatmapPart, heatmapParts } from './heatmap-parts.js';
import type { Ask, PlannedRequest } from './planned-request.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a digest needs, the same for all its bots. */
export interface Scope {
  readonly window: Window;
  readonly comparison: Window | null;
  /** The weeks before the window whose daily conversations are fetched too; null for none. */
  readonly history: Window | null;
  /** The step of the digest's time axis. */
  readonly bucket: BucketSize;
  readonly reports: ReportsConfig;
  readonly weekStart: WeekStart;
  readonly chatbot: Pick<ChatbotConfig, 'arrayFormat' | 'useGroup'>;
}

/** All requests for one bot's snapshot: the reports of the window in order, those of the comparison, the history. */
export function planRequests(bot: BotConfig, scope: Scope): PlannedRequest[] {
  const { window, comparison } = scope;
  return [
    ...planWindow({ bot, scope, role: 'current', window }),
    ...(comparison ? planWindow({ bot, scope, role: 'comparison', window: comparison }) : []),
    ...planHistory(bot, scope),
  ];
}

/** One bot in one window. */
interface Subject {
  readonly bot: BotConfig;
  readonly scope: Scope;
  readonly role: WindowRole;
  readonly window: Window;
}

type Part = Pick<PlannedRequest, 'purpose' | 'sources' | 'from' | 'to' | 'ask'> & {
  readonly ignored?: readonly Source[];
};

function planWindow(subject: Subject): PlannedRequest[] {
  const { bot, scope, role } = subject;
  return scope.reports.names.flatMap((report) =>
    partsOf(report, subject).map((part) => ({
      report,
      window: role,
      storyId: bot.storyId,
      ignored: [],
      ...part,
    })),
  );
}

/**
 * The history in one request: by day where every local day begins at UTC midnight, else by hour. In zones with a half or
 * quarter hour its days then begin up to 45 minutes late, which a baseline can bear; one request per day would be too many.
 */
function planHistory(bot: BotConfig, scope: Scope): PlannedRequest[] {
  const window = scope.history && beyondComparison(scope.history, scope.comparison);
  if (window === null || !scope.reports.names.includes('conversations')) return [];
  const { from, to } = window;
  const days = bucketsOf(window, 'day', scope.weekStart);
  const dimension = days.every((day) => day.from % DAY === 0) ? 'day' : 'hour';
  return sourceSets({ bot, scope }).map((sources) => ({
    report: 'conversations',
    window: 'history',
    purpose: 'total',
    storyId: bot.storyId,
    sources,
    ignored: [],
    from,
    to,
    ask: { kind: 'series', of: 'conversations', dimension, split: false },
  }));
}

function partsOf(report: ReportName, subject: Subject): Part[] {
  switch (report) {
    case 'conversations':
      return [...additive(report, subject), ...split(subject)];
    case 'paid':
    case 'messages':
      return additive(report, subject);
    case 'average':
      return average(subject);
    case 'heatmap':
      return heatmap(subject);
    case 'interactions':
      return [{ ...whole(subject, { kind: 'interactions' }), ignored: subject.bot.sources ?? [] }];
  }
}

/** How additive reports are requested so that every value falls into one local bucket. */
interface RequestSteps {
  readonly dimension: SeriesResult['dimension'];
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

/**
 * The API counts in UTC steps. One request by day where every local bucket begins at UTC midnight, one by hour where it
 * begins at a full UTC hour; else, in zones with a half or quarter hour, one request per bucket, cut at its ends.
 */
function stepsOf({ window, scope: { bucket, weekStart } }: Subject): RequestSteps {
  const buckets = bucketsOf(window, bucket, weekStart);
  const cut = isCut(window) ? window.to : null;
  const every = (step: number) =>
    buckets.every(({ from, to }) => from % step === 0 && (to % step === 0 || to === cut));
  if (bucket !== 'hour' && every(DAY)) return { dimension: 'day', spans: [window] };
  return every(HOUR) ? { dimension: 'hour', spans: [window] } : { dimension: 'day', spans: buckets };
}

function additive(of: ReportName, subject: Subject): Part[] {
  return sourceSets(subject).flatMap((sources) => series(of, subject, { purpose: 'total', sources }));
}

function series(
  of: ReportName,
  subject: Subject,
  kind: Pick<Part, 'purpose' | 'sources'> & { readonly split?: boolean },
): Part[] {
  const { dimension, spans } = stepsOf(subject);
  const { purpose, sources, split = false } = kind;
  const ask: Ask = { kind: 'series', of, dimension, split };
  return spans.map(({ from, to }) => ({ purpose, sources, from, to, ask }));
}

/** The sources of each request for a total; the answers add up. */
function sourceSets({
  bot: { sources },
  scope,
}: Pick<Subject, 'bot' | 'scope'>): readonly (readonly Source[])[] {
  if (sources === null) return [[]];
  return scope.chatbot.arrayFormat === 'single' ? sources.map((source) => [source]) : [sources];
}

/** Conversations by source; nothing where the total is already requested by source. */
function split(subject: Subject): Part[] {
  const { bot, scope } = subject;
  const alreadyBySource = sourceSets(subject).every(({ length }) => length === 1);
  if (!scope.reports.bySource || alreadyBySource) return [];
  const purpose = 'by-source';
  if (scope.chatbot.useGroup)
    return series('conversations', subject, { purpose, sources: bot.sources ?? [], split: true });
  const sources = bot.sources ?? SOURCES;
  return sources.flatMap((source) => series('conversations', subject, { purpose, sources: [source] }));
}

/** The UTC step of averages for an axis: its own where it is a month or year, else the day. */
export function averageStep(bucket: BucketSize): 'day' | 'month' | 'year' {
  return bucket === 'month' || bucket === 'year' ? bucket : 'day';
}

/** The API does not say what it averages over, so averages cannot be regrouped: they keep UTC days, those of the window's dates. */
function average(subject: Subject): Part[] {
  const { window, scope } = subject;
  const from = Date.parse(window.firstDay);
  const end = Date.parse(addDays(window.lastDay, 1));
  const to = isCut(window) ? Math.min(end, window.to) : end;
  const dimension = averageStep(scope.bucket);
  const ask: Ask = { kind: 'series', of: 'average', dimension, split: false };
  return sourceSets(subject).map((sources) => ({ purpose: 'total', sources, from, to, ask }));
}

/** The heatmap has no comparison, so it is requested for the current window only. */
function heatmap(subject: Subject): Part[] {
  const { bot, role, scope, window } = subject;
  if (role !== 'current') return [];
  const parts = heatmapParts(window);
  if (parts !== null) return (bot.sources ?? [null]).flatMap((source) => parts.map(heatmapPart(source)));
  const hourly = scope.reports.names.includes('conversations') && stepsOf(subject).dimension === 'hour';
  if (hourly) return [];
  const ask: Ask = { kind: 'series', of: 'conversations', dimension: 'hour', split: false };
  return sourceSets(subject).map((sources) => ({ ...whole(subject, ask), sources }));
}

const heatmapPart =
  (source: Source | null) =>
  ({ from, to, offset }: HeatmapPart): Part => ({
    purpose: 'total',
    sources: source === null ? [] : [source],
    from,
    to,
    ask: { kind: 'heatmap', offset },
  });

function whole({ window: { from, to } }: Subject, ask: Ask): Part {
  return { purpose: 'total', sources: [], from, to, ask };
}

import type { BotConfig } from '../../config/config.js';
import { addDays } from '../../lib/time/zone.js';
import { type BucketSize, bucketsOf } from '../../schedule/bucket.js';
import { isCut, type Window } from '../../schedule/window.js';
import { type ReportName, SOURCES, type Source } from '../../vocabulary/chatbot.js';
import type { SeriesResult, WindowRole } from '../snapshot.js';
import { type HeatmapPart, heatmapParts } from './heatmap-parts.js';
import { planHistory } from './history.js';
import type { Ask, PlannedRequest } from './planned-request.js';
import { type Scope, sourceSets } from './scope.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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
 * begins at a full UTC hour; else, in zones with a half or quarter hour, one request per bucket, cut at its ends, by hour where it has
 * several days: these begin up to 45 minutes late.
 */
function stepsOf({ window, scope: { bucket, weekStart } }: Subject): RequestSteps {
  const buckets = bucketsOf(window, bucket, weekStart);
  const cut = isCut(window) ? window.to : null;
  const every = (step: number) =>
    buckets.every(({ from, to }) => from % step === 0 && (to % step === 0 || to === cut));
  if (bucket !== 'hour' && every(DAY)) return { dimension: 'day', spans: [window] };
  if (every(HOUR)) return { dimension: 'hour', spans: [window] };
  // Days of a longer bucket, which equal weekdays are counted by, would begin at UTC midnight.
  return { dimension: bucket === 'hour' || bucket === 'day' ? 'day' : 'hour', spans: buckets };
}

function additive(of: ReportName, subject: Subject): Part[] {
  return sourceSets(subject.bot, subject.scope).flatMap((sources) =>
    series(of, subject, { purpose: 'total', sources }),
  );
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

/** Conversations by source; nothing where the total is already requested by source. */
function split(subject: Subject): Part[] {
  const { bot, scope } = subject;
  const alreadyBySource = sourceSets(subject.bot, subject.scope).every(({ length }) => length === 1);
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
  return sourceSets(subject.bot, subject.scope).map((sources) => ({
    purpose: 'total',
    sources,
    from,
    to,
    ask,
  }));
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
  return sourceSets(subject.bot, subject.scope).map((sources) => ({ ...whole(subject, ask), sources }));
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

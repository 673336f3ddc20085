import type { BotConfig, Config, DigestConfig, Period, PluginConfig } from '../../config/config.js';
import { UserError } from '../../lib/errors.js';
import type { Artifact } from '../../render/artifact.js';
import type { BucketSize } from '../../schedule/bucket.js';
import { REPORTS, type ReportName, type Source } from '../../vocabulary/chatbot.js';
import type { RunWatch } from '../prepare/figures.js';
import { planRun } from '../prepare/plan.js';
import { type PrepareRunTools, prepareRun } from '../prepare/prepare-run.js';
import { requested } from '../prepare/request.js';
import type { SendingPolicy } from '../prepare/sending-policy.js';

/** One report of one bot as one file. */
export interface ExportRequest {
  readonly bot: BotConfig;
  readonly report: ReportName;
  readonly period: Period;
  /** The step of the time axis; `auto` goes by the window's length. */
  readonly dimension: BucketSize | 'auto';
  /** Only these; null keeps what the bot is configured for. */
  readonly sources: readonly Source[] | null;
  readonly format: PluginConfig;
  /** The instant the period is resolved at, epoch ms. */
  readonly at: number;
}

/** Refused when the report did not come, or not all of it. */
const WHOLE: SendingPolicy = { onBlank: 'omit', onGap: 'hold-reports', onEmpty: 'send', patient: false };

/** Fetches and renders one report; an export with anything missing is refused rather than written. */
export async function exportReport(
  tools: PrepareRunTools,
  config: Config,
  asked: ExportRequest,
  watch: RunWatch,
): Promise<Artifact> {
  const digest = exportDigest(config, asked);
  const slot = { digest: digest.id, scheduledFor: asked.at, trigger: 'manual' } as const;
  const planned = { ...planRun(digest, slot), history: null };
  const windows = [asked.dimension === 'auto' ? planned : { ...planned, bucket: asked.dimension }];
  const request = { subject: digest.id, digest, slot, policy: WHOLE };
  const prepared = await prepareRun(
    tools,
    { ...request, slices: [requested({ name: '', config: digest })], source: { kind: 'fetch', windows } },
    watch,
  );
  if (prepared.kind === 'held')
    throw new UserError('incomplete', `Nothing was exported. ${prepared.gaps.join(' ')}`);
  const [slice] = prepared.slices;
  const [file] = slice?.files ?? [];
  if (file) return file;
  const why = slice?.emptyText ?? 'the window holds no data.';
  throw new UserError('nothing-to-draw', `There is nothing to draw: ${why}`);
}

/** The digest that an export is: one bot, one report, nothing to compare with, nobody to deliver to. */
function exportDigest(config: Config, { bot, report, period, sources, format }: ExportRequest): DigestConfig {
  const { timezone, locale, weekStart, firstWeekday, theme, templates } = config;
  return {
    id: `${bot.id}-${report}`,
    title: bot.name,
    schedule: null,
    timezone,
    locale,
    weekStart,
    firstWeekday,
    bots: [{ ...bot, sources: sources ?? bot.sources }],
    period,
    compare: 'none',
    reports: { names: REPORTS.filter((name) => name === report), interactions: { top: 25 }, bySource: false },
    marked: { handover: [], goals: [], problems: [] },
    goals: {},
    notes: [],
    links: null,
    formats: [format],
    onEmpty: 'send',
    onGap: 'hold',
    catchUp: 'skip',
    grace: 0,
    pause: null,
    when: [],
    holidays: [],
    skipHolidays: null,
    from: null,
    until: null,
    heartbeat: null,
    maxLateness: 0,
    gapPatience: 0,
    workingHours: { days: [1, 2, 3, 4, 5], from: 9, to: 17 },
    theme,
    templates,
    deliver: [],
  };
}

import type { BotConfig, Config, DigestConfig, Period, PluginConfig } from '../../config/config.js';
import { composeDigest } from '../../digest/compose.js';
import { UserError } from '../../lib/errors.js';
import type { Artifact } from '../../render/artifact.js';
import type { BucketSize } from '../../schedule/bucket.js';
import { REPORTS, type ReportName, type Source } from '../../vocabulary/chatbot.js';
import type { FetchTools, RunWatch } from '../prepare/composition.js';
import { gapMessages } from '../prepare/gaps.js';
import { deliveryStem, namesFrom } from '../prepare/naming.js';
import { planRun } from '../prepare/plan.js';
import { createRendering, type RenderTools } from '../prepare/rendering.js';

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

/** Fetches and renders one report; an export with anything missing is refused rather than written. */
export async function exportReport(
  tools: FetchTools & RenderTools,
  config: Config,
  request: ExportRequest,
  watch: RunWatch,
): Promise<Artifact> {
  const digestConfig = exportDigest(config, request);
  const slot = { digest: digestConfig.id, scheduledFor: request.at, trigger: 'manual' } as const;
  const planned = { ...planRun(digestConfig, slot), history: null };
  const plan = request.dimension === 'auto' ? planned : { ...planned, bucket: request.dimension };
  const [snapshot] = await tools.fetch(digestConfig, [{ ...plan, bots: digestConfig.bots }], watch);
  if (!snapshot) throw new UserError('nothing-fetched', 'Nothing was fetched.');
  const gaps = gapMessages([snapshot]);
  if (gaps.length > 0) throw new UserError('incomplete', `Nothing was exported. ${gaps.join(' ')}`);

  const digest = composeDigest(snapshot, digestConfig);
  const name = namesFrom(deliveryStem(digest.id, digest.window));
  const rendering = createRendering(tools, digest, { ...digestConfig, name });
  const [file] = await rendering.formats([request.format]);
  if (!file)
    throw new UserError('nothing-to-draw', `There is nothing to draw: ${nothingToDraw(digest.sections)}`);
  return file;
}

const nothingToDraw = (sections: readonly { readonly emptyText: string | null }[]) =>
  sections.map(({ emptyText }) => emptyText ?? '').find(Boolean) ?? 'the window holds no data.';

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
    maxLateness: 0,
    gapPatience: 0,
    workingHours: { days: [1, 2, 3, 4, 5], from: 9, to: 17 },
    theme,
    templates,
    deliver: [],
  };
}

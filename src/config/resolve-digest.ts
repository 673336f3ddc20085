import type { BotConfig, DigestConfig, ReportName, ReportsConfig, Theme, WorkingHours } from './config.js';
import { weekdayNumber } from './schema/digests.js';
import type { ReportEntry } from './schema/reports.js';
import type { Root } from './schema/root.js';
import { targets } from './target.js';
import { mergeTheme } from './theme.js';

/** What a digest inherits from the top level of the file. */
export interface Common {
  readonly timezone: string;
  readonly locale: string;
  readonly weekStart: DigestConfig['weekStart'];
  readonly theme: Theme;
  readonly bots: ReadonlyMap<string, BotConfig>;
  readonly file: string;
}

type DigestInput = Root['digests'][string];

export function resolveDigest(id: string, input: DigestInput, common: Common): DigestConfig {
  const { period, compare, formats, onEmpty, onGap, catchUp, maxLateness } = input;
  return {
    id,
    title: input.title ?? id,
    schedule: input.schedule?.trim() ?? null,
    timezone: input.timezone ?? common.timezone,
    locale: input.locale ?? common.locale,
    weekStart: input.weekStart ?? common.weekStart,
    bots: input.bots.flatMap((bot) => common.bots.get(bot) ?? []),
    period,
    compare,
    reports: resolveReports(input.reports),
    formats,
    onEmpty,
    onGap,
    catchUp,
    maxLateness,
    workingHours: resolveHours(input.workingHours),
    theme: mergeTheme(common.theme, input.theme, common.file),
    deliver: targets(input.deliver, `digests.${id}.deliver`),
  };
}

function resolveReports(entries: readonly ReportEntry[]): ReportsConfig {
  const options = Object.assign({}, ...entries.filter((entry) => typeof entry === 'object')) as Exclude<
    ReportEntry,
    string
  >;
  const names = entries.map((entry) =>
    typeof entry === 'string' ? entry : (Object.keys(entry)[0] as ReportName),
  );
  return {
    names,
    interactions: { top: options.interactions?.top ?? 10 },
    bySource: names.includes('conversations') && (options.conversations?.bySource ?? true),
  };
}

function resolveHours({ days, from, to }: DigestInput['workingHours']): WorkingHours {
  return { days: days.map(weekdayNumber).toSorted(), from, to };
}

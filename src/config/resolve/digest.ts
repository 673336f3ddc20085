import { hashedMinute } from '../../lib/cron/hashed-minute.js';
import { hashedWorkingDay } from '../../lib/cron/working-day.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import type { DigestConfig, MarkedNames, ReportsConfig, WorkingHours } from '../config.js';
import { weekdayNumber } from '../schema/digests.js';
import type { ReportEntry } from '../schema/reports.js';
import type { Root } from '../schema/root.js';
import { mergeFolderTheme, mergeTemplates } from '../templates/templates.js';
import { mergeTheme } from '../templates/theme.js';
import type { Common } from './common.js';
import { firstWeekday } from './first-weekday.js';
import { resolveHolidays } from './holidays.js';
import { readers } from './target.js';

type DigestInput = Root['digests'][string];

export function resolveDigest(id: string, input: DigestInput, common: Common): DigestConfig {
  const { period, compare, formats, onEmpty, onGap, catchUp, maxLateness, gapPatience, grace, pause } = input;
  const own = common.folders.get(`digests.${id}.templates`);
  const locale = input.locale ?? common.locale;
  const weekStart = input.weekStart ?? common.weekStart;
  return {
    id,
    title: input.title ?? id,
    schedule: resolveSchedule(id, input),
    skipHolidays: input.skipHolidays ?? null,
    from: input.from ?? null,
    until: input.until ?? null,
    heartbeat: input.heartbeat ?? null,
    timezone: input.timezone ?? common.timezone,
    locale,
    weekStart: weekStart ?? 'monday',
    firstWeekday: firstWeekday(weekStart, locale),
    bots: input.bots.flatMap((bot) => common.bots.get(bot) ?? []),
    period,
    compare,
    reports: resolveReports(input.reports),
    marked: resolveMarked(input.reports),
    goals: { ...common.goals, ...input.goals },
    notes: input.notes.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    links: input.links === undefined ? common.links : input.links,
    formats,
    onEmpty,
    onGap,
    catchUp,
    maxLateness,
    gapPatience,
    grace,
    pause,
    when: input.when,
    holidays: resolveHolidays(input.holidays, common.holidays, { locale, calendars: common.calendars }),
    workingHours: resolveHours(input.workingHours),
    theme: mergeTheme(mergeFolderTheme(common.theme, own), input.theme, common.file),
    templates: mergeTemplates(common.templates, own),
    deliver: readers(input.deliver, `digests.${id}.deliver`, { ...common, weekStart }),
  };
}

function resolveSchedule(id: string, { schedule, on }: DigestInput): string | null {
  if (on !== undefined) return [...new Set(on)].toSorted().join(' ');
  return schedule === undefined ? null : hashedWorkingDay(hashedMinute(schedule.trim(), id), id);
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

function resolveMarked(entries: readonly ReportEntry[]): MarkedNames {
  const entry = entries.find((one) => typeof one === 'object' && one.interactions);
  const {
    handover = [],
    goals = [],
    problems = [],
  } = (typeof entry === 'object' && entry.interactions) || {};
  return { handover, goals, problems };
}

function resolveHours({ days, from, to }: DigestInput['workingHours']): WorkingHours {
  return { days: days.map(weekdayNumber).toSorted(), from, to };
}

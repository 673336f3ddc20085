import type {
  BotSnapshot,
  GapReason,
  InteractionRow,
  ReportAnswer,
  SeriesResult,
  Snapshot,
  WindowRole,
} from '../../src/chatbot/snapshot.js';
import type { BotConfig, DigestConfig } from '../../src/config/config.js';
import { Secret } from '../../src/lib/secret.js';
import { addDays, type Day, offsetIntervals, startOfDay, type Weekday } from '../../src/lib/time/zone.js';
import { type BucketSize, bucketSize } from '../../src/schedule/bucket.js';
import { HISTORY_WEEKS, historyWindow, weeksOf } from '../../src/schedule/history.js';
import type { Window } from '../../src/schedule/window.js';
import { REPORTS, type ReportName, type Source } from '../../src/vocabulary/chatbot.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How often people write in each local hour, in parts of 200. */
const HOURS = [0, 0, 0, 0, 0, 1, 2, 5, 10, 14, 17, 18, 19, 18, 19, 17, 15, 12, 10, 8, 7, 5, 2, 1];
/** The parts that have come by the beginning of each hour. */
const PARTS_BY = Array.from({ length: 25 }, (_, hour) =>
  HOURS.slice(0, hour).reduce((sum, part) => sum + part, 0),
);

/** A bot of a test snapshot: counts by local weekday (Monday first), and its interactions. */
export interface TestBot {
  readonly id: string;
  readonly name: string;
  readonly sources?: readonly Source[];
  readonly weekdays: readonly number[];
  readonly before?: readonly number[];
  /** Each of the eight weeks before the window, the earliest first; `before` in those left out and in earlier ones. */
  readonly history?: readonly (readonly number[])[];
  readonly interactions?: readonly InteractionRow[];
  readonly interactionsBefore?: readonly InteractionRow[];
  /** Each of the eight weeks before the window, the earliest first; none when left out. */
  readonly interactionsHistory?: readonly (readonly InteractionRow[])[];
  /** The share of conversations of each source, adding up to one or less. */
  readonly split?: Partial<Record<Source, number>>;
  /** The same in the window, where it differs. */
  readonly splitNow?: Partial<Record<Source, number>>;
}

export interface TestSnapshot {
  readonly zone: string;
  readonly days: readonly [first: Day, last: Day];
  readonly before?: readonly [first: Day, last: Day] | null;
  readonly bots: readonly TestBot[];
  readonly reports?: readonly ReportName[];
  readonly bucket?: BucketSize;
  /** Whether the weeks before the window were asked for as well. */
  readonly history?: boolean;
  /** Local day and hour of the slot; the day after the window at 8. */
  readonly scheduledFor?: number;
}

/** A window of whole local days, both inclusive. */
export function windowOf(zone: string, [firstDay, lastDay]: readonly [Day, Day]): Window {
  return {
    zone,
    firstDay,
    lastDay,
    from: startOfDay(zone, firstDay),
    to: startOfDay(zone, addDays(lastDay, 1)),
  };
}

/** An interaction row; only what matters need be given. */
export function interaction(row: Partial<InteractionRow> & { readonly name: string }): InteractionRow {
  return { id: null, parentId: null, type: null, value: 0, ...row };
}

/** A whole snapshot in which every answer came, with figures that follow the weekdays and hours given. */
export function snapshot(test: TestSnapshot): Snapshot {
  const { zone, days, before = null, bots, reports = REPORTS } = test;
  const window = windowOf(zone, days);
  const comparison = before && windowOf(zone, before);
  const bucket = test.bucket ?? bucketSize(window);
  const history = test.history ? historyWindow(window, 'monday') : null;
  const asked = (role: WindowRole, of: Window, week = 0): Asked => ({
    role,
    window: of,
    bucket,
    hours: hoursOf(of),
    week,
  });
  const windows = [asked('current', window), ...(comparison ? [asked('comparison', comparison)] : [])];
  const weeks = history === null ? [] : weeksOf(history);
  const earlier = weeks
    .map((of, index) => asked('history', of, index - weeks.length + HISTORY_WEEKS))
    .filter((one) => one.window.firstDay !== comparison?.firstDay);
  return {
    version: 1,
    slot: {
      digest: 'weekly-support',
      scheduledFor: test.scheduledFor ?? window.to + 8 * HOUR,
      trigger: 'cron',
    },
    window,
    comparison,
    history,
    bucket,
    bots: bots.map((bot) => ({
      id: bot.id,
      name: bot.name,
      storyId: `story-${bot.id}`,
      sources: bot.sources ?? null,
      answers: [
        ...reports.flatMap((report) => windows.flatMap((one) => answersFor(bot, report, one))),
        ...earlier.flatMap((week) => [historyAnswer(bot, week), ...usesHistory(bot, week)]),
      ],
    })),
    fetchedAt: '2026-11-23T07:00:09.000Z',
  };
}

/** The same snapshot with the answers that `which` accepts turned into gaps. */
export function withGaps(
  whole: Snapshot,
  reason: GapReason,
  which: (answer: ReportAnswer, bot: BotSnapshot) => boolean,
): Snapshot {
  return changed(whole, (answer, bot) =>
    which(answer, bot)
      ? { ...answer, result: { kind: 'gap', reason, message: 'The request failed.' } }
      : answer,
  );
}

/** The same snapshot with every answer passed through `change`. */
export function changed(
  whole: Snapshot,
  change: (answer: ReportAnswer, bot: BotSnapshot) => ReportAnswer,
): Snapshot {
  const bots = whole.bots.map((bot) => ({
    ...bot,
    answers: bot.answers.map((answer) => change(answer, bot)),
  }));
  return { ...whole, bots };
}

/** A digest's configuration for a snapshot of `test`, with everything else at its default. */
export function digestConfig(test: TestSnapshot, overrides: Partial<DigestConfig> = {}): DigestConfig {
  return {
    id: 'weekly-support',
    title: 'Support bots, week in review',
    schedule: '0 8 * * MON',
    timezone: test.zone,
    locale: 'en-GB',
    weekStart: 'monday',
    firstWeekday: 1,
    bots: test.bots.map(botConfig),
    period: 'lastWeek',
    compare: test.before ? 'previous' : 'none',
    reports: { names: test.reports ?? REPORTS, interactions: { top: 10 }, bySource: true },
    marked: { handover: [], goals: [], problems: [] },
    goals: {},
    notes: [],
    links: null,
    formats: [],
    onEmpty: 'send',
    onGap: 'send',
    gapPatience: 3_600_000,
    catchUp: 'latest',
    grace: 900_000,
    pause: null,
    when: [],
    holidays: [],
    skipHolidays: null,
    from: null,
    until: null,
    heartbeat: null,
    maxLateness: DAY,
    workingHours: { days: [1, 2, 3, 4, 5], from: 9, to: 17 },
    theme: THEME,
    templates: { sources: new Map(), messages: new Map() },
    deliver: [],
    ...overrides,
  };
}

const THEME: DigestConfig['theme'] = {
  accent: '#1f5fa8',
  attention: '#b4530a',
  text: '#1b2430',
  secondary: '#5b6675',
  rule: '#cfd6df',
  hairline: '#e7ebf0',
  comparison: '#8592a3',
  bar: '#9dbbe0',
  scale: ['#f7f9fc', '#c6dbef', '#85b7de', '#3e7fbe', '#114785', '#082854'],
  paper: 'A4',
  footer: null,
  logo: null,
  font: null,
};

const botConfig = ({ id, name, sources }: TestBot): BotConfig => ({
  id,
  name,
  storyId: `story-${id}`,
  sources: sources ?? null,
  token: new Secret('a-token-for-tests'),
});

interface Asked {
  readonly role: WindowRole;
  readonly window: Window;
  readonly bucket: BucketSize;
  readonly hours: readonly LocalHour[];
  /** Which of the eight weeks before it is; negative for earlier ones. */
  readonly week: number;
}

/** An hour of a window as the clocks show it: the 14th of a Monday. */
interface LocalHour {
  readonly at: number;
  readonly hour: number;
  readonly weekday: Weekday;
}

/** The hours of a window, read from the clocks once for all bots and reports. */
function hoursOf({ zone, from, to }: Window): readonly LocalHour[] {
  const clocks = [...offsetIntervals(zone, from, to)];
  const hours: LocalHour[] = [];
  for (let at = from; at < to; at += HOUR) {
    const { offset } = clocks.find((one) => at < one.to) ?? { offset: 0 };
    const local = new Date(at + offset * MINUTE);
    hours.push({ at, hour: local.getUTCHours(), weekday: (local.getUTCDay() || 7) as Weekday });
  }
  return hours;
}

function answersFor(bot: TestBot, report: ReportName, asked: Asked): readonly ReportAnswer[] {
  const { role, window, bucket } = asked;
  const base = { report, window: role, purpose: 'total', source: null, notes: [] } as const;
  const range = { from: window.from, to: window.to };
  switch (report) {
    case 'conversations':
      return [{ ...base, ...range, result: hourly(bot, asked) }, ...splitAnswers(bot, asked)];
    case 'paid':
      return [{ ...base, ...range, result: hourly(bot, asked, 0.62) }];
    case 'messages':
      return [{ ...base, ...range, result: hourly(bot, asked, 6) }];
    case 'average':
      return [{ ...base, ...utcDays(window), result: averages(bot, role, window, bucket) }];
    case 'heatmap':
      return role === 'current' ? [{ ...base, ...range, result: hourly(bot, asked) }] : [];
    case 'interactions':
      return [{ ...base, ...range, result: { kind: 'interactions', rows: rowsOf(bot, role) } }];
  }
}

const rowsOf = (bot: TestBot, role: WindowRole) =>
  (role === 'current' ? bot.interactions : (bot.interactionsBefore ?? bot.interactions)) ?? [];

function countsOf(bot: TestBot, role: WindowRole, week = 0): readonly number[] {
  const before = bot.before ?? bot.weekdays;
  if (role === 'current') return bot.weekdays;
  return role === 'comparison' ? before : (bot.history?.[week] ?? before);
}

const historyAnswer = (bot: TestBot, asked: Asked): ReportAnswer => ({
  report: 'conversations',
  window: 'history',
  purpose: 'total',
  source: null,
  from: asked.window.from,
  to: asked.window.to,
  result: hourly(bot, asked),
  notes: [],
});

function usesHistory(bot: TestBot, { window, week }: Asked): readonly ReportAnswer[] {
  const rows = bot.interactionsHistory?.[week];
  if (rows === undefined) return [];
  const { from, to } = window;
  const base = {
    report: 'interactions',
    window: 'history',
    purpose: 'total',
    source: null,
    notes: [],
  } as const;
  return [{ ...base, from, to, result: { kind: 'interactions', rows } }];
}

/** One answer a source; their hours add up to the whole where the shares do. */
function splitAnswers(bot: TestBot, asked: Asked): readonly ReportAnswer[] {
  const { role, window } = asked;
  let below = 0;
  const split = (role === 'current' ? bot.splitNow : undefined) ?? bot.split ?? {};
  return Object.entries(split).map(([source, share]): ReportAnswer => {
    const [lower, upper] = [hourly(bot, asked, below), hourly(bot, asked, below + share)];
    below += share;
    return {
      report: 'conversations',
      window: role,
      purpose: 'by-source',
      source: source as Source,
      from: window.from,
      to: window.to,
      result: {
        ...upper,
        points: upper.points.map(({ at, value }, index) => ({
          at,
          value: (value ?? 0) - (lower.points[index]?.value ?? 0),
        })),
      },
      notes: [],
    };
  });
}

/** Hourly points whose days add up to the bot's weekdays times `factor`, rounded hour by hour within each day. */
function hourly(bot: TestBot, { role, hours, week }: Asked, factor = 1): SeriesResult {
  const points = hours.map(({ at, hour, weekday }) => {
    const day = (countsOf(bot, role, week)[weekday - 1] ?? 0) * factor;
    return { at, value: upTo(day, hour + 1) - upTo(day, hour) };
  });
  return { kind: 'series', dimension: 'hour', points };
}

/** What has come by the beginning of an hour, of a day's count. */
const upTo = (day: number, hour: number) => Math.round((day * (PARTS_BY[hour] ?? 0)) / 200);

function utcDays(window: Window) {
  return { from: Date.parse(window.firstDay), to: Date.parse(window.lastDay) + DAY };
}

function averages(
  bot: TestBot,
  role: WindowRole,
  window: Window,
  bucket: BucketSize,
): ReportAnswer['result'] {
  const { from, to } = utcDays(window);
  const points = [];
  for (let at = from; at < to; at += DAY) {
    const date = new Date(at);
    if (bucket === 'month' && date.getUTCDate() !== 1) continue;
    points.push({ at, value: (countsOf(bot, role)[(date.getUTCDay() + 6) % 7] ?? 0) / 24 });
  }
  return { kind: 'series', dimension: bucket === 'month' ? 'month' : 'day', points };
}

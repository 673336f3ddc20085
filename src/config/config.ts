import type { ProxyRules } from '../lib/net/proxy.js';
import type { Secret } from '../lib/secret.js';
import type { Day, Weekday } from '../lib/time/zone.js';
import { API_PERIODS, type ReportName, type Source } from '../vocabulary/chatbot.js';

/** The API's nine periods and four more; all are resolved here to whole local days. */
export const PERIODS = [...API_PERIODS, 'lastWeek', 'last14days', 'last90days', 'lastQuarter'] as const;
export type PeriodName = (typeof PERIODS)[number];
/** A named period, or fixed local days, both inclusive. */
export type Period = PeriodName | { readonly from: Day; readonly to: Day };

/** Paused always, or on local days, both inclusive. */
export type Pause = 'always' | { readonly from: Day; readonly to: Day };

/** What becomes of a slot on a holiday: due on the working day before or after it, or not at all. */
export type SkipHolidays = 'before' | 'after' | 'drop';

export type Compare = 'previous' | 'lastYear' | 'none';
export type WeekStart = 'monday' | 'sunday';

/** The configuration with all defaults, frozen. Durations are in ms, sizes in bytes. */
export interface Config {
  /** The file, as the user named it. */
  readonly file: string;
  readonly timezone: string;
  readonly locale: string;
  readonly weekStart: WeekStart;
  readonly firstWeekday: Weekday;
  readonly store: StoreConfig;
  readonly chatbot: ChatbotConfig;
  /** The resolved settings of each channel with a block in the file, by kind. */
  readonly channels: ReadonlyMap<string, unknown>;
  readonly server: ServerConfig | null;
  readonly concurrency: number;
  readonly renderThreads: RenderThreadsConfig;
  readonly retention: number;
  readonly notify: readonly TargetConfig[];
  readonly heartbeat: Secret | null;
  readonly proxy: ProxyRules;
  /** Certificates to trust besides Node's own, as PEM. */
  readonly ca: readonly string[];
  readonly theme: Theme;
  readonly templates: Templates;
  /** Those of digests and alerts without their own, in order. */
  readonly holidays: readonly Holiday[];
  readonly bots: ReadonlyMap<string, BotConfig>;
  readonly digests: ReadonlyMap<string, DigestConfig>;
  readonly alerts: ReadonlyMap<string, AlertConfig>;
  /** All secrets of the file, for redaction. */
  readonly secrets: readonly Secret[];
  /** Valid but probably unintended settings, one line each with their position in the file. */
  readonly warnings: readonly string[];
}

/** On how many threads a service renders; `auto` goes by the cores of the machine. */
export type RenderThreadsConfig = 'auto' | number;

export type StoreConfig =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: Secret };

export interface ChatbotConfig {
  readonly baseUrl: string;
  /** Concurrent requests per token. */
  readonly concurrency: number;
  /** Minimum time between two request starts, per token. */
  readonly minInterval: number;
  /** Idle limit: until the headers, and between two chunks of the body. */
  readonly timeout: number;
  /** Time limit for one report, retries included. */
  readonly deadline: number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Weekday of the heatmap's day 0. */
  readonly dayZero: WeekStart;
  /** 1 when a positive `offset` moves the heatmap east of UTC, −1 when west. */
  readonly offsetSign: 1 | -1;
  /** How several values of a parameter are sent; `single` sends one request per value. */
  readonly arrayFormat: 'single' | 'repeat' | 'brackets' | 'comma';
  /** Request all sources at once with `group=source`. */
  readonly useGroup: boolean;
}

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** Accepted host names, in lower case, including that of `baseUrl`. */
  readonly hosts: readonly string[];
  /** Public URL of the console, without a final slash. */
  readonly baseUrl: string | null;
  /** null: the console names no reader and has no buttons. */
  readonly password: Secret | null;
  /** Whether `/metrics` is served. */
  readonly metrics: boolean;
}

export interface Theme {
  readonly accent: string;
  readonly attention: string;
  readonly text: string;
  readonly secondary: string;
  readonly rule: string;
  readonly hairline: string;
  readonly comparison: string;
  readonly bar: string;
  /** Six colours from least to most, monotone in lightness. */
  readonly scale: readonly string[];
  readonly paper: 'A4' | 'Letter';
  readonly footer: string | null;
  /** Path of a PNG or JPEG, relative paths resolved against the config file; a `data:` URL where it comes from the store. */
  readonly logo: string | null;
  /** The font family of PDFs and pictures; null for the bundled one. */
  readonly font: FontPaths | null;
}

/** Paths of a family's font files, or `data:` URLs, as the logo's. Missing weights use the regular file. */
export interface FontPaths {
  readonly regular: string;
  readonly medium: string;
  readonly semibold: string;
}

/** A message: one text, or one per plural category, always with `other`. */
export type MessageText = string | { readonly [category: string]: string };
export type Messages = { readonly [key: string]: MessageText };
/** By BCP 47 tag: `pl`, `pt-BR`. */
export type MessagesByLanguage = ReadonlyMap<string, Messages>;

/** Templates and messages, read and validated with the configuration. */
export interface Templates {
  /** Template sources by file name, such as `email.html`: the user's, or else the package's. */
  readonly sources: ReadonlyMap<string, string>;
  /** The user's messages only; they override the built-in ones. */
  readonly messages: MessagesByLanguage;
}

export interface BotConfig {
  readonly id: string;
  readonly name: string;
  readonly storyId: string;
  /** Only these sources count; null counts all. */
  readonly sources: readonly Source[] | null;
  readonly token: Secret;
}

/** A plug-in's kind with its checked options, defaults filled by the plug-in's own schema. */
export interface PluginConfig {
  readonly kind: string;
  readonly options: unknown;
}

export interface TargetConfig extends PluginConfig {
  /** Its path in the file, for messages: `digests.weekly.deliver[0]`. */
  readonly path: string;
  readonly slice: ReaderSlice;
}

/** How an entry of `deliver:` differs from its digest. */
export interface ReaderSlice {
  /** Equal for equal changes, safe as a file name; empty without changes. */
  readonly name: string;
  readonly changes: Partial<
    Pick<DigestConfig, 'title' | 'bots' | 'locale' | 'firstWeekday' | 'timezone' | 'formats'>
  >;
}

export interface DigestConfig {
  readonly id: string;
  readonly title: string;
  /**
   * In `timezone`: five-field cron or `lastWorkingDay 17:00`, with `H` replaced by its minute, or local times such as `2026-12-31T17:00` in
   * order, with spaces between; null: on demand only.
   */
  readonly schedule: string | null;
  readonly skipHolidays: SkipHolidays | null;
  /** First and last local day on which it is due. */
  readonly from: Day | null;
  readonly until: Day | null;
  readonly timezone: string;
  readonly locale: string;
  /** First day of `lastWeek` and of the weeks of a time axis. */
  readonly weekStart: WeekStart;
  /** First weekday in charts, Monday 1: from `weekStart` if given, else from the locale. */
  readonly firstWeekday: Weekday;
  readonly bots: readonly BotConfig[];
  readonly period: Period;
  readonly compare: Compare;
  readonly reports: ReportsConfig;
  readonly marked: MarkedNames;
  readonly goals: Goals;
  readonly notes: readonly DayNote[];
  /** A URL in which `{storyId}` stands for the bot; null for none. */
  readonly links: string | null;
  readonly formats: readonly PluginConfig[];
  readonly onEmpty: 'send' | 'skip';
  readonly onGap: 'send' | 'hold';
  readonly catchUp: 'latest' | 'all' | 'skip';
  readonly maxLateness: number;
  /** How long missing figures are requested again before `onGap` applies, ms. */
  readonly gapPatience: number;
  /** How late a digest may be before the operator is notified. */
  readonly grace: number;
  readonly pause: Pause | null;
  /** Called when it is whole; with `/fail` when it is not. */
  readonly heartbeat: Secret | null;
  /** Ids of alerts: it is sent only while one of them fires; empty sends it always. */
  readonly when: readonly string[];
  /** Days that comparisons leave out, and schedules as they say, in order. */
  readonly holidays: readonly Holiday[];
  readonly workingHours: WorkingHours;
  readonly theme: Theme;
  readonly templates: Templates;
  readonly deliver: readonly TargetConfig[];
}

/** The reports of a digest in the order of the file, with their options. */
export interface ReportsConfig {
  readonly names: readonly ReportName[];
  /** Number of interactions shown; workbook and CSV have all. */
  readonly interactions: { readonly top: number };
  /** Whether conversations are also fetched by source. */
  readonly bySource: boolean;
}

/** Names of interactions with a meaning of their own. */
export interface MarkedNames {
  readonly handover: readonly string[];
  readonly goals: readonly string[];
  readonly problems: readonly string[];
}

export interface Goal {
  /** The side of the limit that is wanted. */
  readonly side: 'below' | 'above';
  /** A count, a ratio, or a fraction for rates. */
  readonly limit: number;
}

/** Goals by figure. */
export type Goals = {
  readonly [Figure in 'conversations' | 'paid' | 'messages' | 'messagesPerConversation' | 'fallbackRate']?:
    | Goal
    | undefined;
};

/** What happened on a local day. */
export interface DayNote {
  readonly on: Day;
  readonly text: string;
}

/** Working hours in local time, `to` exclusive. */
export interface WorkingHours {
  readonly days: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[];
  readonly from: number;
  readonly to: number;
}

/** A day on which little is usual. */
export interface Holiday {
  readonly day: Day;
  readonly name: string;
}

/** What is counted by local day. */
export const COUNTS = ['conversations', 'paid', 'messages', 'fallbacks'] as const;
export type CountName = (typeof COUNTS)[number];
export type FigureName = CountName | 'fallbackRate';

export interface AlertConfig {
  readonly id: string;
  readonly title: string;
  readonly bots: readonly BotConfig[];
  /** Each watched by itself; null watches the bots as they are. */
  readonly sources: readonly Source[] | null;
  readonly rules: readonly AlertRule[];
  /** Five-field cron in `timezone`, with `H` replaced by its minute. */
  readonly check: string;
  readonly timezone: string;
  readonly locale: string;
  readonly weekStart: WeekStart;
  readonly firstWeekday: Weekday;
  /** How often it is said again, ms; null for once. */
  readonly remind: number | null;
  /** Whether it is said when all is well again. */
  readonly recovered: boolean;
  /** False alarms to expect a year, of all its series together. */
  readonly budget: number;
  readonly quiet: QuietHours | null;
  /** Days that are neither judged nor learnt from, in order. */
  readonly holidays: readonly Holiday[];
  readonly links: string | null;
  readonly theme: Theme;
  readonly templates: Templates;
  readonly deliver: readonly TargetConfig[];
}

/** Local time in which nothing is said, in minutes of the day; it may reach over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

export type AlertRule =
  | { readonly kind: 'silence'; readonly of: CountName }
  | { readonly kind: 'unusual'; readonly of: CountName }
  | LevelRule
  | ChangeRule
  | GapRule;

/** A figure above or below a limit, by day or within a period. */
export interface LevelRule {
  readonly kind: 'above' | 'below';
  readonly of: FigureName;
  /** A count, or a fraction for a rate. */
  readonly limit: number;
  /** What the limit is a part of, such as 5,000 paid conversations; null where it stands by itself. */
  readonly allowance: number | null;
  /** The period over which all bots are summed; null judges each day of each bot. */
  readonly within: 'thisWeek' | 'thisMonth' | 'thisQuarter' | 'thisYear' | null;
  /** Whether the count by the end of the period is judged. */
  readonly projected: boolean;
  /** Days in a row that it must hold. */
  readonly days: number;
  /** Uses of a day below which a rate is not judged. */
  readonly least: number;
}

/** A figure of the last days against the same number of days before. */
export interface ChangeRule {
  readonly kind: 'up' | 'down';
  readonly of: FigureName;
  /** A fraction of what was before. */
  readonly by: number;
  /** Days, a whole number of weeks or 1. */
  readonly over: number;
  readonly days: number;
  readonly least: number;
}

export interface GapRule {
  readonly kind: 'gap';
  /** How long the API has not answered for a bot, ms. */
  readonly after: number;
}

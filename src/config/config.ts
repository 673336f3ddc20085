import type { Secret } from '../lib/secret.js';
import type { Day, Weekday } from '../lib/time/zone.js';
import { API_PERIODS, type ReportName, type Source } from '../vocabulary/chatbot.js';

/** The API's nine periods and ours; every one is resolved by us to whole local days. */
export const PERIODS = [...API_PERIODS, 'lastWeek', 'last14days', 'last90days', 'lastQuarter'] as const;
export type PeriodName = (typeof PERIODS)[number];
/** A named period, or fixed local days, both inclusive. */
export type Period = PeriodName | { readonly from: Day; readonly to: Day };

/** Days without slots: for as long as the file says so, or local days, both inclusive. */
export type Pause = 'always' | { readonly from: Day; readonly to: Day };

export type Compare = 'previous' | 'lastYear' | 'none';
export type WeekStart = 'monday' | 'sunday';

/** Complete, readonly and frozen: every default is filled, no secret prints itself. Times are in ms, sizes in bytes. */
export interface Config {
  /** The file it was read from, as the user named it. */
  readonly file: string;
  readonly timezone: string;
  readonly locale: string;
  readonly weekStart: WeekStart;
  readonly firstWeekday: Weekday;
  readonly store: StoreConfig;
  readonly chatbot: ChatbotConfig;
  /** The settings of each channel that the file has a block for, as the channel resolved them. */
  readonly channels: ReadonlyMap<string, unknown>;
  readonly server: ServerConfig | null;
  readonly concurrency: number;
  readonly retention: number;
  readonly notify: readonly TargetConfig[];
  readonly heartbeat: Secret | null;
  readonly theme: Theme;
  readonly templates: Templates;
  readonly bots: ReadonlyMap<string, BotConfig>;
  readonly digests: ReadonlyMap<string, DigestConfig>;
  /** Every secret of the file, for redaction of anything printed. */
  readonly secrets: readonly Secret[];
  /** What is allowed but probably not meant, each as one line with its place in the file. */
  readonly warnings: readonly string[];
}

export type StoreConfig =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: Secret };

export interface ChatbotConfig {
  readonly baseUrl: string;
  /** Requests under way at a time, per token. */
  readonly concurrency: number;
  /** Least time between two request starts, per token. */
  readonly minInterval: number;
  /** Longest silence of the server: until the headers, and between two pieces of the body. */
  readonly timeout: number;
  /** Longest time for one report, retries included. */
  readonly deadline: number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Weekday of the heatmap's day 0. */
  readonly dayZero: WeekStart;
  /** 1 when a positive `offset` moves the heatmap east of UTC, −1 when west. */
  readonly offsetSign: 1 | -1;
  /** How several values of one parameter are written; `single` sends one request per value. */
  readonly arrayFormat: 'single' | 'repeat' | 'brackets' | 'comma';
  /** Ask for the split by source in one request with `group=source`. */
  readonly useGroup: boolean;
}

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** Names under which clients may ask, in lower case, that of `baseUrl` among them. */
  readonly hosts: readonly string[];
  /** Where people open the page, without a slash at its end. */
  readonly baseUrl: string | null;
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
  /** Path of a PNG or JPEG, relative paths resolved against the config file. */
  readonly logo: string | null;
  /** The reader's own family for PDFs and pictures; null for the bundled one. */
  readonly font: FontPaths | null;
}

/** Paths of a family's files, resolved as the logo's; a weight that was not given has the regular one's. */
export interface FontPaths {
  readonly regular: string;
  readonly medium: string;
  readonly semibold: string;
}

/** A message: plain, or with a form for each plural category, of which `other` is always there. */
export type MessageText = string | { readonly [category: string]: string };
export type Messages = { readonly [key: string]: MessageText };
/** By BCP 47 tag: `pl`, `pt-BR`. */
export type MessagesByLanguage = ReadonlyMap<string, Messages>;

/** What people may restyle and reword, read and checked when the configuration was. */
export interface Templates {
  /** Template sources by file name, such as `email.html`: the user's, or else the package's. */
  readonly sources: ReadonlyMap<string, string>;
  /** The user's messages alone; they stand before the built-in ones. */
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
  /** Where it stands in the file, for messages: `digests.weekly.deliver[0]`. */
  readonly path: string;
  readonly slice: ReaderSlice;
}

/** What one entry of `deliver:` shows differently from its digest. */
export interface ReaderSlice {
  /** The same for equal changes, fit for a file name; empty when nothing is changed. */
  readonly name: string;
  readonly changes: Partial<
    Pick<DigestConfig, 'title' | 'bots' | 'locale' | 'firstWeekday' | 'timezone' | 'formats'>
  >;
}

export interface DigestConfig {
  readonly id: string;
  readonly title: string;
  /** Five-field cron in `timezone`, an `H` settled to its minute; null runs on demand only. */
  readonly schedule: string | null;
  readonly timezone: string;
  readonly locale: string;
  /** Where `lastWeek` and the weeks of a time axis begin. */
  readonly weekStart: WeekStart;
  /** The weekday that a week is shown from, Monday 1: that of `weekStart` where it is given, else the locale's. */
  readonly firstWeekday: Weekday;
  readonly bots: readonly BotConfig[];
  readonly period: Period;
  readonly compare: Compare;
  readonly reports: ReportsConfig;
  readonly formats: readonly PluginConfig[];
  readonly onEmpty: 'send' | 'skip';
  readonly onGap: 'send' | 'hold';
  readonly catchUp: 'latest' | 'all' | 'skip';
  readonly maxLateness: number;
  /** How long missing figures are asked for again before `onGap` decides, in ms. */
  readonly gapPatience: number;
  /** How long after its slot a digest may be under way before the operator is told. */
  readonly grace: number;
  readonly pause: Pause | null;
  readonly workingHours: WorkingHours;
  readonly theme: Theme;
  readonly templates: Templates;
  readonly deliver: readonly TargetConfig[];
}

/** The chosen reports in the order of the file; options of those left out are absent. */
export interface ReportsConfig {
  readonly names: readonly ReportName[];
  /** How many interactions the digest shows; the workbook and the CSV hold all. */
  readonly interactions: { readonly top: number };
  /** Whether conversations are also fetched source by source. */
  readonly bySource: boolean;
}

/** Local hours that count as working time, `to` exclusive. */
export interface WorkingHours {
  readonly days: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[];
  readonly from: number;
  readonly to: number;
}

import type { GapReason } from '../chatbot/snapshot.js';
import type { Day, Weekday } from '../lib/time/zone.js';
import type { BucketSize } from '../schedule/bucket.js';
import type { Trigger } from '../schedule/slot.js';
import type { ReportName } from '../vocabulary/chatbot.js';

/**
 * What a reader sees, before any format: plain JSON, and `digest.json` itself.
 * Every number stands beside the words it is shown with, so that all formats say the same.
 * `text` fields are in the digest's locale and hold data as it came: each format escapes them in its own way.
 */
export interface Digest {
  readonly schema: 'botdigest.digest/1';
  readonly id: string;
  readonly title: string;
  /** BCP 47, such as `en-GB`. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly slot: { readonly scheduledFor: string; readonly trigger: Trigger; readonly text: string };
  readonly bots: readonly { readonly id: string; readonly name: string }[];
  readonly window: WindowView;
  readonly comparison: WindowView | null;
  /** `16 – 22 November 2026 · Support bot, Sales bot · compared with 9 – 15 November`, in its three parts. */
  readonly subtitle: readonly string[];
  /** The mail's subject: `Support bots, week in review · 16 – 22 November 2026`. One line. */
  readonly subject: string;
  /** There in a correction of what was sent before: what title and subject begin with, `Correction: `. */
  readonly correction?: string | undefined;
  /** One line for a preheader or notification: `Support bots, 16–22 Nov: 1,734 conversations (▲ 11.3%), fallback 8.9%`. */
  readonly headline: string;
  readonly tiles: readonly Tile[];
  readonly callouts: Callouts;
  readonly sections: readonly Section[];
  /** The full figures, one table a report: what CSV, XLSX and other programs read. */
  readonly tables: readonly ReportTable[];
  readonly about: About;
  /** Whether every figure of the window is zero or absent. */
  readonly empty: boolean;
  /** Whether any report of any bot is missing in whole or in part. */
  readonly incomplete: boolean;
  readonly labels: Labels;
  /** SHA-256 over everything above. */
  readonly fingerprint: string;
}

export interface WindowView {
  readonly zone: string;
  readonly firstDay: Day;
  /** Inclusive. */
  readonly lastDay: Day;
  /** ISO instants; `to` is exclusive. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** `16 – 22 November 2026`. */
  readonly text: string;
  /** What charts call it: `this week`, `week before`. */
  readonly name: string;
}

/** Words that every format prints and no figure carries. */
export interface Labels {
  readonly callouts: string;
  readonly about: string;
  readonly noData: string;
  readonly page: string;
  readonly attached: string;
  readonly unsubscribe: string;
  readonly figure: string;
  readonly value: string;
  readonly change: string;
  readonly previous: string;
}

/** `attention` is drawn in the warning colour and `neutral` in the accent; words and arrows say it as well. */
export type Tone = 'neutral' | 'attention';

/** The tone of a change; a `slight` one is none to be seen, or over counts too small to mean anything, and drawn in grey. */
export type ChangeTone = Tone | 'slight';

/** A change against the comparison window, of the values as they are shown; `same` is less than can be seen of it. */
export interface Change {
  readonly direction: 'up' | 'down' | 'same';
  /** A fraction (0.113), percentage points as a fraction (0.016), or a plain difference, as `unit` says. */
  readonly amount: number;
  readonly unit: 'fraction' | 'points' | 'difference';
  readonly tone: ChangeTone;
  /** Without the arrow: `11.3%`, `1.6 points`. */
  readonly text: string;
}

/** How much of what a figure counts is known: whole steps of its bots, and bots of which anything is. */
export interface Known {
  readonly steps: number;
  readonly of: number;
  readonly bots: number;
  readonly ofBots: number;
}

export interface Tile {
  readonly id: 'conversations' | 'paid' | 'messages' | 'messagesPerConversation' | 'fallbackRate';
  readonly label: string;
  readonly value: number | null;
  readonly unit: 'count' | 'ratio' | 'percent';
  /** `1,734`, or `1,032 · 4 of 7 days`; when there is no value, what is missing and why, in two or three words. */
  readonly text: string;
  readonly known: Known;
  readonly previous: number | null;
  /** `from 1,558`; null without a comparison value. */
  readonly previousText: string | null;
  /** `1 of 2 bots` where `previous` covers fewer than all bots of the digest; else null. */
  readonly previousOf: string | null;
  readonly change: Change | null;
  /** One value a bucket of the window; null where missing; empty when there is no series for it. */
  readonly spark: readonly (number | null)[];
}

export interface Callouts {
  readonly items: readonly Callout[];
  /** Shown instead when no rule had anything to say. */
  readonly quiet: string;
}

export interface Callout {
  /** The rule that spoke. */
  readonly rule: string;
  /** The section it speaks of, which not every digest has, or `about`. */
  readonly section: string;
  readonly tone: Tone;
  /** The lead is printed in semibold, the rest follows after a space or none as it stands. */
  readonly lead: string;
  readonly rest: string;
}

export type Section = TimeSeriesSection | HeatmapSection | RankingSection | TableSection;

/** What all sections share. A section whose data is missing keeps its heading and says why in `missing`. */
export interface SectionBase {
  /** Stable and unique in the digest: `conversations`, `by-source`; names chart files. */
  readonly id: string;
  readonly report: ReportName;
  /** The chapter it stands in. */
  readonly chapter: 'shape' | 'who' | 'when' | 'what';
  readonly title: string;
  /** How to read it, in one sentence; empty when nothing needs saying. */
  readonly hint: string;
  /** What the picture shows, for those who cannot see it. */
  readonly alt: string;
  /** Sentences about what is missing here and why. */
  readonly missing: readonly string[];
  /** A sentence to print instead of the picture when there is nothing to draw; null when there is. */
  readonly instead: string | null;
}

export interface TimeSeriesSection extends SectionBase {
  readonly kind: 'timeSeries';
  readonly bucket: BucketSize;
  readonly unit: 'count' | 'ratio';
  readonly axis: readonly AxisStep[];
  /** Values stand in the order of `axis`. Comparison series are drawn ghosted; `part` series stack up to a whole. */
  readonly series: readonly Series[];
  /** Index of the highest value of the first current series (the earliest of equals); null when all are missing. */
  readonly peak: number | null;
}

export interface AxisStep {
  readonly key: string;
  /** The whole: `Mon 16 Nov`; and the least that is clear on a crowded axis: `16`. */
  readonly label: string;
  readonly short: string;
  /** The step of the comparison window shown with it; null without one. */
  readonly comparison: string | null;
}

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly role: 'current' | 'comparison' | 'part';
  readonly values: readonly (number | null)[];
  /** The values as shown: `1,903`; empty where missing. */
  readonly texts: readonly string[];
  /** Of all parts over the window, as a fraction and as shown; of `part` series only. */
  readonly share?: number;
  readonly shareText?: string;
}

export interface HeatmapSection extends SectionBase {
  readonly kind: 'heatmap';
  readonly rows: readonly { readonly weekday: Weekday; readonly label: string }[];
  /** 24 labels: `00:00`. */
  readonly hours: readonly string[];
  /** Counts in the order of `rows`; null where missing. */
  readonly cells: readonly (readonly (number | null)[])[];
  /** Each cell over its occurrences; null where missing, or the hour never came. What is drawn and compared. */
  readonly means: readonly (readonly (number | null)[])[];
  /** How many days of the window had each hour. */
  readonly occurrences: readonly (readonly number[])[];
  /** The means as shown. */
  readonly texts: readonly (readonly string[])[];
  readonly total: number;
  /** Of `cells`. */
  readonly max: number;
  /** Indexes into `rows` and `hours` by the means; the earliest of equals; null when all is zero. */
  readonly busiest: { readonly row: number; readonly hour: number; readonly ties: number } | null;
}

/** Bars of named things, longest first. */
export interface RankingSection extends SectionBase {
  readonly kind: 'ranking';
  readonly rows: readonly RankingRow[];
  /** A closing line such as `26 more, 112 uses`; null when all are shown. */
  readonly more: string | null;
}

export interface RankingRow {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly previous: number | null;
  readonly change: Change | null;
  /** Of the whole, as a fraction. */
  readonly share: number | null;
  readonly shareText: string;
}

export interface TableSection extends SectionBase {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  readonly total: readonly TableCell[] | null;
  readonly more: string | null;
}

export interface TableColumn {
  readonly id: string;
  readonly label: string;
  /** `share` cells are also drawn as bars. */
  readonly type: 'text' | 'count' | 'ratio' | 'share' | 'change';
}

export interface TableCell {
  readonly value: string | number | null;
  readonly text: string;
  /** Of a figure that is not whole; its text says so too. */
  readonly known?: Known;
  /** Set in cells of `change` columns. */
  readonly change?: Change | null;
}

/** The full figures of one report. */
export interface ReportTable {
  readonly report: ReportName;
  readonly title: string;
  readonly columns: readonly DataColumn[];
  /** null is missing: an empty cell, never 0. Dates are `YYYY-MM-DD`, hours `YYYY-MM-DDTHH:MM±HH:MM`. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface DataColumn {
  /** Stable: what other programs key on. */
  readonly id: string;
  readonly label: string;
  /** `percent` values are fractions. `dateTime` are local times with their offset. */
  readonly type: 'text' | 'date' | 'dateTime' | 'count' | 'decimal' | 'percent';
  /** Whether a total under the column makes sense. */
  readonly sum: boolean;
}

export interface About {
  readonly title: string;
  /** Sentences: window, zone, comparison, definitions, filters, the slot. */
  readonly paragraphs: readonly string[];
  /** What is missing or was repaired, and why; empty when nothing. */
  readonly notices: readonly DataNotice[];
}

export interface DataNotice {
  readonly code: GapReason | string;
  readonly tone: Tone;
  readonly report: ReportName | null;
  readonly bot: string | null;
  readonly text: string;
}

import type { Theme } from '../../../config/config.js';
import type { Tone } from '../../../digest/digest.js';
import type { PictureForm } from '../../../render/renderer.js';

/**
 * Everything the mail's two templates print: finished words in the digest's language, one line each, not yet escaped.
 * Templates of the user's own read it too: fields are added, never renamed or taken away.
 */
export interface MailView {
  /** BCP 47, such as `en-GB`. */
  readonly lang: string;
  readonly direction: 'ltr' | 'rtl';
  /** The sides on which lines begin and end. */
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
  /** `Support bots, week in review · 16 – 22 November 2026`. */
  readonly subject: string;
  /** What mail programs show beside the subject: the verdict. */
  readonly preheader: string;
  /** `16 – 22 November 2026 · Europe/Warsaw`. */
  readonly dates: string;
  readonly title: string;
  /** `Support bot, Sales bot · compared with 9 – 15 November`; may be empty. */
  readonly context: string;
  /** The most severe finding, then the volume, in one sentence or two. */
  readonly verdict: VerdictView;
  /** The headline figures in order, five as a rule. */
  readonly figures: readonly FigureView[];
  readonly callouts: CalloutsView;
  /** At most three, in the digest's order. */
  readonly charts: readonly ChartView[];
  /** Bots, sources, steps after which the bots did not understand, and interactions, where the digest has them. */
  readonly tables: readonly TableView[];
  /** The table of bots, those that need a look first; null without one. */
  readonly scorecard: TableView | null;
  /** The table of steps after which the bots did not understand; null without one. */
  readonly steps: TableView | null;
  readonly notes: NotesView;
  /** What had to stay behind to keep the mail within its limit, a sentence each; empty as a rule. */
  readonly leftOut: readonly string[];
  /** `Attached: weekly-support-2026-W47.pdf (3 pages), ….`; null when nothing is. */
  readonly attached: string | null;
  /** Window, zone and comparison, and that nothing is missing where that is so. */
  readonly window: string;
  /** What an alert says besides: how often it is wrong, how to snooze it; empty for a digest. */
  readonly more: readonly string[];
  /** Where an alert can be snoozed; null without a page. */
  readonly link: LinkView | null;
  /** Why this reader gets the mail; null when it is for nobody in particular. */
  readonly reason: string | null;
  readonly unsubscribe: UnsubscribeView | null;
  /** The theme's own line. */
  readonly footer: string | null;
  /** The theme's colours, `#rrggbb`, on white. */
  readonly colors: ColorsView;
  /** The two colours that speak, made to read on a dark ground. */
  readonly dark: { readonly accent: string; readonly attention: string };
}

export type ColorsView = Pick<
  Theme,
  'accent' | 'attention' | 'text' | 'secondary' | 'rule' | 'hairline' | 'comparison' | 'bar'
>;

/** The class that a change is drawn with: `slight`, in grey, is what a digest calls `muted`. */
export type MailTone = Tone | 'slight';

export interface VerdictView {
  readonly text: string;
  readonly tone: MailTone;
  /** The tone as a colour on white. */
  readonly color: string;
}

export interface FigureView {
  /** `Conversations`. */
  readonly label: string;
  /** `1,734`, or `1,032 · 4 of 7 days`; or what is missing and why, in two or three words. */
  readonly value: string;
  /** The value in its two parts: the figure, and how much of it is known, null where it is whole. */
  readonly number: string;
  readonly known: string | null;
  readonly missing: boolean;
  /** With its arrow: `▲ 11.3%`; null without a comparison. */
  readonly change: string | null;
  readonly tone: MailTone;
  /** The tone as a colour on white. */
  readonly color: string;
  /** `from 1,558`; null without a comparison value. */
  readonly previous: string | null;
  /** `usual 1,496 – 1,620`; null where the weeks before do not tell. */
  readonly usual: string | null;
  /** What the figure is to be, and whether it is; null for a figure without a goal. */
  readonly goal: GoalView | null;
}

export interface GoalView {
  /** `goal below 6.0%: missed`. */
  readonly text: string;
  /** null where it cannot be told yet. */
  readonly met: boolean | null;
  /** `◆` where it is missed; else empty. */
  readonly mark: string;
  /** `attention` where it is missed. */
  readonly tone: MailTone;
  /** The tone as a colour on white. */
  readonly color: string;
}

export interface CalloutsView {
  readonly title: string;
  readonly items: readonly CalloutView[];
  /** What the marks of the mail mean: `◆ needs a look · ■ a change`; null without marks. */
  readonly legend: string | null;
  /** True for an alert about one thing: the verdict says all that its item does. */
  readonly said: boolean;
  /** Shown when there are no items; null when there are. */
  readonly emptyText: string | null;
  /** The former name of `emptyText`, for templates that use it. */
  readonly quiet: string | null;
}

export interface CalloutView {
  /** Printed in bold. */
  readonly heading: string;
  /** Follows directly: it begins with its own space or punctuation. */
  readonly body: string;
  /** `◆`, `■` or `□`, which tell tones apart without colours. */
  readonly mark: string;
  readonly tone: MailTone;
  /** The tone as a colour on white. */
  readonly color: string;
  /** The former names of `heading` and `body`, for templates that use them. */
  readonly lead: string;
  readonly rest: string;
}

export interface ChartView {
  readonly title: string;
  /** How to read the picture; may be empty. */
  readonly hint: string;
  /** The same for a picture on a dark ground, whose scale runs the other way. */
  readonly hintOnDark: string;
  /** What the picture shows, in words. */
  readonly alt: string;
  /** Shown as `cid:{cid}`; sizes in CSS pixels, at most 536 wide. */
  readonly picture: PictureView | null;
  /** Why there is no picture, or what is missing from it. */
  readonly sentences: readonly string[];
}

export interface PictureView {
  readonly cid: string;
  readonly width: number;
  readonly height: number;
  /** The same chart for phones and for dark grounds, hidden until a media query shows it; empty where there are none. */
  readonly variants: readonly VariantView[];
}

export interface VariantView {
  readonly form: PictureForm;
  readonly cid: string;
  readonly width: number;
  readonly height: number;
}

export interface TableView {
  /** `by-bot`, `by-source`, `fallbacks` or `interactions`. */
  readonly id: string;
  readonly title: string;
  /** Headings. */
  readonly columns: readonly string[];
  /** Where the texts of each column stand: names at its start, figures at its end. */
  readonly sides: readonly ('start' | 'end')[];
  /** The same headings in few columns, as a phone has room for: one under another. */
  readonly heads: readonly PairView[];
  readonly rows: readonly RowView[];
  /** What is missing and why, or left out of the table. */
  readonly sentences: readonly string[];
}

export interface RowView {
  /** As many as there are columns. */
  readonly cells: readonly CellView[];
  /** The same cells as under `heads`. */
  readonly pairs: readonly PairView[];
  /** `◆` where a figure of the row is to be looked at; else empty. */
  readonly mark: string;
  /** As CSS has it: 600 in the row of totals, else 400. */
  readonly weight: 400 | 600;
}

export interface CellView {
  /** May be empty; changes carry their arrow. */
  readonly text: string;
  /** `person`, `goal` or `problem` after an interaction that the configuration names so; else empty. */
  readonly mark: string;
  /** Where the name leads, `https:` or `http:`; null for all else. */
  readonly link: string | null;
  /** `text` unless the cell is a change or is to be looked at. */
  readonly tone: MailTone | 'text';
  /** The tone as a colour on white. */
  readonly color: string;
}

/** Two cells, the second one under the first; null where there is none. */
export interface PairView {
  readonly over: CellView;
  readonly under: CellView | null;
}

export interface NotesView {
  readonly title: string;
  /** At most a dozen, then a line with the number of the rest. */
  readonly items: readonly NoteView[];
}

export interface NoteView {
  readonly text: string;
  readonly tone: Tone;
  /** The tone as a colour on white. */
  readonly color: string;
}

/** A link of the foot. */
export interface LinkView {
  readonly label: string;
  /** `https:` or `http:`. */
  readonly href: string;
  /** Both in one line of plain text. */
  readonly text: string;
}

export interface UnsubscribeView {
  readonly label: string;
  /** `https:` or `mailto:`. */
  readonly href: string;
  /** Both in one line of plain text: `Unsubscribe: https://…`. */
  readonly text: string;
}

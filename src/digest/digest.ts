import type { z } from 'zod';
import type { digestSchema } from './schema/digest.js';

type DeepReadonly<Value> = Value extends object
  ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
  : Value;

/**
 * What a reader sees, before any format: plain JSON, written as `digest.json`. The schema is its one definition; units and null rules stand there.
 * Every number comes with the text that shows it, so that all formats say the same. Texts are in the digest's locale and
 * not escaped: each format escapes them in its own way.
 */
export type Digest = DeepReadonly<z.infer<typeof digestSchema>>;

export type WindowView = Digest['window'];
/** Words that every format prints and that belong to no figure. */
export type Labels = Digest['labels'];

export type Tile = Digest['tiles'][number];
/** How much of the data of a figure is known: steps that all bots have, and bots that have any. */
export type Known = Tile['known'];
/** The difference from the comparison window, of the values as shown. */
export type Change = NonNullable<Tile['change']>;
export type ChangeTone = Change['tone'];
/** Drawn in the accent colour or the warning colour; words say it as well. */
export type Tone = DataNotice['tone'];

export type Callouts = Digest['callouts'];
export type Callout = Callouts['items'][number];
export type CalloutRule = Callout['rule'];
export type Verdict = Digest['verdict'];

/** What is usual, both ends included. */
export type UsualRange = Pick<NonNullable<Tile['usual']>, 'low' | 'high'>;
export type ScorecardRow = Digest['scorecard'][number];
/** A step after which the bot did not understand. */
export type LostStep = Digest['steps'][number];

/** A section whose data is missing keeps its title and says why in `missing`. */
export type Section = Digest['sections'][number];
export type SectionBase = Pick<
  Section,
  'id' | 'report' | 'chapter' | 'title' | 'hint' | 'alt' | 'missing' | 'emptyText'
>;

export type TimeSeriesSection = Extract<Section, { kind: 'timeSeries' }>;
export type AxisStep = TimeSeriesSection['axis'][number];
export type Series = TimeSeriesSection['series'][number];

export type HeatmapSection = Extract<Section, { kind: 'heatmap' }>;

export type RankingSection = Extract<Section, { kind: 'ranking' }>;
export type RankingRow = RankingSection['rows'][number];

export type TableSection = Extract<Section, { kind: 'table' }>;
export type TableColumn = TableSection['columns'][number];
export type TableCell = TableSection['rows'][number][number];

/** All figures of one report. */
export type ReportTable = Digest['tables'][number];
export type DataColumn = ReportTable['columns'][number];

export type About = Digest['about'];
export type DataNotice = About['notices'][number];

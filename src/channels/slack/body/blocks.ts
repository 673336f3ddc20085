import { oneLine, shortened } from '../../../render/line.js';

/** Text that Slack shows as it is: no formatting, mentions or emoji names are read in it. */
export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

/** Text in Slack's markup; `verbatim` keeps Slack from finding links and names in it. */
export interface Markup {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

export type RichText = {
  readonly text: string;
  readonly style?: { readonly bold: true };
} & ({ readonly type: 'text' } | { readonly type: 'link'; readonly url: string });

export interface Paragraph {
  readonly type: 'rich_text_section';
  readonly elements: readonly RichText[];
}

/** A chart that Slack draws. The SDK has no type for it. */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar' | 'line';
    readonly series: readonly NativeSeries[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label?: string };
  };
}

export interface NativeSeries {
  readonly name: string;
  /** A value for each of the chart's categories. */
  readonly data: readonly { readonly label: string; readonly value: number }[];
}

/** A table that Slack pages through and sorts: a heading row, then rows of as many cells. */
export interface TableBlock {
  readonly type: 'data_table';
  readonly caption: string;
  readonly page_size: number;
  readonly rows: readonly (readonly TableBlockCell[])[];
}

export type TableBlockCell =
  | { readonly type: 'raw_text'; readonly text: string }
  /** Sorted by its value, shown as its text. */
  | { readonly type: 'raw_number'; readonly value: number; readonly text: string }
  | { readonly type: 'rich_text'; readonly elements: readonly Paragraph[] };

/** The blocks that digests are made of. */
export type SlackBlock =
  | ChartBlock
  | TableBlock
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: PlainText }
  | { readonly type: 'section'; readonly fields: readonly Markup[] }
  | { readonly type: 'context'; readonly elements: readonly PlainText[] }
  | { readonly type: 'rich_text'; readonly elements: readonly Paragraph[] }
  | {
      readonly type: 'image';
      /** The content id of the picture, until the deliverer has uploaded it and puts the file's id here. */
      readonly slack_file: { readonly id: string };
      readonly alt_text: string;
      readonly title: PlainText;
    };

/** One line of data, shortened; Slack refuses empty texts, so a dash stands for nothing. */
export function slackPlainText(text: string, limit: number): PlainText {
  return { type: 'plain_text', text: shortened(oneLine(text).trim(), limit) || '–', emoji: false };
}

/** Rich text carries bold as structure, so that nothing in the data can act as markup. */
export function richText(text: string, limit: number): RichText {
  return { type: 'text', text: shortened(oneLine(text), limit) };
}

export function bold(text: string, limit: number): RichText {
  return { ...richText(text, limit), style: { bold: true } };
}

/** The same text as a link. */
export const linkedTo = (url: string, said: RichText): RichText => ({ ...said, type: 'link', url });

/** Slack refuses empty texts, so they are left out, and a dash stands for nothing at all. */
export function richParagraph(elements: readonly RichText[]): Paragraph {
  const said = elements.filter(({ text }) => text !== '');
  return { type: 'rich_text_section', elements: said.length > 0 ? said : [{ type: 'text', text: '–' }] };
}

/** A paragraph over others, each on a line of its own: clients may run sections of rich text together, so that line ends stand in the text. */
export function linesBlock(heading: Paragraph, lines: readonly Paragraph[]): SlackBlock {
  const end: RichText = { type: 'text', text: '\n' };
  const elements = [...heading.elements, ...lines.flatMap((line) => [end, ...line.elements])];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** Small grey text; none when there is nothing to say. */
export function contextBlocks(texts: readonly string[], limit: number): SlackBlock[] {
  const said = texts.filter((text) => text !== '');
  return said.length === 0
    ? []
    : [{ type: 'context', elements: said.map((text) => slackPlainText(text, limit)) }];
}

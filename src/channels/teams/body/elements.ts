import type { ChangeTone } from '../../../digest/digest.js';

/** Elements of Adaptive Cards 1.5, as far as messages are made of them. */
export type CardElement =
  | RichTextBlock
  | { readonly type: 'ColumnSet'; readonly columns: readonly CardColumn[]; readonly separator?: true }
  | { readonly type: 'Container'; readonly items: readonly CardElement[] }
  | CardTable
  | CardChart;

export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly (string | CardRun)[];
  readonly spacing?: 'none' | 'small' | 'medium' | 'large';
  readonly separator?: true;
}

/** Text that is shown as it is: only a TextBlock reads Markdown. */
export interface CardRun extends RunStyle {
  readonly type: 'TextRun';
  readonly text: string;
  readonly selectAction?: { readonly type: 'Action.OpenUrl'; readonly url: string };
}

export interface RunStyle {
  readonly size?: 'small' | 'medium' | 'large' | 'extraLarge';
  readonly weight?: 'bolder';
  readonly color?: 'accent' | 'good' | 'attention';
  readonly isSubtle?: true;
  readonly fontType?: 'monospace';
}

export interface CardColumn {
  readonly type: 'Column';
  readonly width: 'stretch';
  readonly items: readonly CardElement[];
}

export interface CardTable {
  readonly type: 'Table';
  readonly columns: readonly { readonly width: number; readonly horizontalCellContentAlignment?: 'right' }[];
  readonly rows: readonly CardRow[];
  readonly firstRowAsHeader: true;
  readonly showGridLines: false;
}

export interface CardRow {
  readonly type: 'TableRow';
  readonly cells: readonly { readonly type: 'TableCell'; readonly items: readonly CardElement[] }[];
}

/** A chart that Teams draws on desktops; elsewhere its fallback is shown. */
export type CardChart = {
  readonly title: string;
  readonly fallback: CardElement;
  readonly yAxisTitle?: string;
} & (
  | { readonly type: 'Chart.VerticalBar'; readonly color: ChartColor; readonly data: readonly ChartPoint[] }
  | {
      readonly type: 'Chart.VerticalBar.Grouped';
      readonly stacked: boolean;
      readonly data: readonly CardSeries[];
    }
  | { readonly type: 'Chart.Line'; readonly data: readonly CardSeries[] }
);

export type ChartColor = 'categoricalBlue' | 'neutral';

export interface ChartPoint {
  readonly x: string;
  readonly y: number;
}

export interface CardSeries {
  readonly legend: string;
  readonly values: readonly ChartPoint[];
  readonly color?: ChartColor;
}

/** The colours of tones; marks and words say the same. */
const TONES: Readonly<Record<ChangeTone, RunStyle>> = {
  attention: { color: 'attention' },
  good: { color: 'good' },
  neutral: { color: 'accent' },
  muted: { isSubtle: true },
};

export const toneStyle = (tone: ChangeTone): RunStyle => TONES[tone];

export function cardRun(text: string, style: RunStyle = {}): string | CardRun {
  return Object.keys(style).length === 0 ? text : { type: 'TextRun', text, ...style };
}

export const linkedRun = ({ url, text }: { readonly url: string; readonly text: string }): CardRun => ({
  type: 'TextRun',
  text,
  selectAction: { type: 'Action.OpenUrl', url },
});

/** A paragraph; a dash stands for nothing, and empty runs are left out. */
export function richTextBlock(
  runs: readonly (string | CardRun)[],
  layout: Pick<RichTextBlock, 'spacing' | 'separator'> = {},
): RichTextBlock {
  const said = runs.filter((run) => (typeof run === 'string' ? run : run.text) !== '');
  return { type: 'RichTextBlock', inlines: said.length > 0 ? said : ['–'], ...layout };
}

/** A heading over a part of the card. */
export const heading = (text: string): RichTextBlock =>
  richTextBlock([cardRun(text, { weight: 'bolder' })], { spacing: 'large', separator: true });

export const smallText = (text: string): RichTextBlock =>
  richTextBlock([cardRun(text, { size: 'small', isSubtle: true })], { spacing: 'small' });

/** Names to the left, figures to the right. */
export function cardTable(
  heads: readonly string[],
  rows: readonly (readonly (string | CardRun)[])[],
): CardTable {
  const row = (cells: readonly (string | CardRun)[]): CardRow => ({
    type: 'TableRow',
    cells: cells.map((cell) => ({ type: 'TableCell', items: [richTextBlock([cell])] })),
  });
  return {
    type: 'Table',
    columns: heads.map((_head, place) =>
      place === 0 ? { width: 2 } : { width: 1, horizontalCellContentAlignment: 'right' },
    ),
    rows: [row(heads.map((head) => cardRun(head, { weight: 'bolder' }))), ...rows.map(row)],
    firstRowAsHeader: true,
    showGridLines: false,
  };
}

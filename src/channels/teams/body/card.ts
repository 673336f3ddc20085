import type { Digest } from '../../../digest/digest.js';
import type { ChatBlock } from '../../chat/content/blocks.js';
import type { ChatCallouts, ChatContent, ChatFigure } from '../../chat/content/content.js';
import type { ChatTable } from '../../chat/content/table.js';
import { toneMark } from '../../tone-mark.js';
import { chartElement } from './chart.js';
import {
  type CardColumn,
  type CardElement,
  type CardRun,
  cardRun,
  cardTable,
  heading,
  linkedRun,
  richTextBlock,
  smallText,
  toneStyle,
} from './elements.js';

/** Teams refuses larger messages with 413; it names 28 KB, and this is the smaller reading of it. */
export const TEAMS_MAX_BYTES = 28_000;

/** Figures beside each other; a phone has no room for more. */
const MAX_COLUMNS = 3;

/** What a workflow takes, around a card. */
export const teamsMessage = (body: readonly CardElement[], language: { lang?: string; rtl?: true } = {}) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.5',
        ...language,
        msteams: { width: 'Full' },
        body,
      },
    },
  ],
});

/** Cards know languages by two letters. */
const languageOf = (locale: string) => {
  const [lang = ''] = locale.split('-');
  return lang.length === 2 ? { lang } : {};
};

export function digestCard(
  content: ChatContent,
  { locale, direction }: Pick<Digest, 'locale' | 'direction'>,
) {
  const { title, subtitle, verdict, figures, blocks, notices, closing, link } = content;
  const body = [
    richTextBlock([cardRun(title, { size: 'large', weight: 'bolder' })]),
    ...(subtitle === '' ? [] : [smallText(subtitle)]),
    richTextBlock([cardRun(verdict.text, { weight: 'bolder', ...toneStyle(verdict.tone) })], {
      spacing: 'medium',
    }),
    ...figureRows(figures),
    ...(content.callouts === null ? [] : callouts(content.callouts)),
    ...blocks.flatMap(blockElements),
    ...notices.map((text) => richTextBlock([cardRun(text, { size: 'small' })], { spacing: 'small' })),
    ...closing.map(smallText),
    ...(link === null ? [] : [richTextBlock([linkedRun(link)], { spacing: 'small' })]),
  ];
  return teamsMessage(body, { ...languageOf(locale), ...(direction === 'rtl' && { rtl: true }) });
}

function figureRows(figures: readonly ChatFigure[]): CardElement[] {
  const starts = figures.flatMap((_figure, place) => (place % MAX_COLUMNS === 0 ? [place] : []));
  return starts.map((start) => ({
    type: 'ColumnSet',
    columns: figures.slice(start, start + MAX_COLUMNS).map(figureColumn),
  }));
}

function figureColumn({ label, value, change, changeTone, around, goal }: ChatFigure): CardColumn {
  const missed = goal?.tone === 'attention';
  return {
    type: 'Column',
    width: 'stretch',
    items: [
      smallText(label),
      richTextBlock([cardRun(value, { size: 'large', weight: 'bolder' })], { spacing: 'none' }),
      ...(change === ''
        ? []
        : [richTextBlock([cardRun(change, toneStyle(changeTone))], { spacing: 'none' })]),
      ...around.map((text) =>
        richTextBlock([cardRun(text, { size: 'small', isSubtle: true })], { spacing: 'none' }),
      ),
      ...(goal
        ? [
            richTextBlock(
              [
                cardRun(missed ? `${toneMark(goal.tone)} ${goal.text}` : goal.text, {
                  size: 'small',
                  ...(missed && { weight: 'bolder' }),
                  ...toneStyle(goal.tone),
                }),
              ],
              { spacing: 'none' },
            ),
          ]
        : []),
    ],
  };
}

function callouts({ title, items, after }: ChatCallouts): CardElement[] {
  return [
    heading(title),
    ...items.map(({ tone, heading: begin, body }) =>
      richTextBlock(
        [cardRun(`${toneMark(tone)} `, toneStyle(tone)), cardRun(begin, { weight: 'bolder' }), cardRun(body)],
        { spacing: 'small' },
      ),
    ),
    ...(after === '' ? [] : [smallText(after)]),
  ];
}

function blockElements(block: ChatBlock): CardElement[] {
  const after = block.after.map(smallText);
  if (block.kind === 'table') return [heading(block.title), tableElement(block), ...after];
  const chart = chartElement(block);
  return chart === null ? [heading(block.title), ...after] : [chart, ...after];
}

function tableElement({ columns, rows }: ChatTable): CardElement {
  return cardTable(
    columns,
    rows.map(({ cells }) =>
      cells.map(({ text, tone, link }): string | CardRun => {
        if (link !== null) return linkedRun({ text, url: link });
        return cardRun(text, tone === null ? {} : toneStyle(tone));
      }),
    ),
  );
}

import type { ChatBlock } from '../../chat/content/blocks.js';
import type { ChatChart } from '../../chat/content/chart.js';
import type { ChatCallouts, ChatContent, ChatFigure } from '../../chat/content/content.js';
import type { ChatTable } from '../../chat/content/table.js';
import { toneMark } from '../../tone-mark.js';
import {
  boldHtml,
  type CardSection,
  type DecoratedText,
  html,
  linked,
  paragraphWidget,
  plainText,
  rowsSection,
  type Widget,
} from './widgets.js';

/** Lines that stay in sight: the days of a week or thirteen weeks, with the line that names their figures; and the first few of a list. */
const IN_SIGHT = { chart: 14, table: 4 } as const;

/** A message that is one card; `headline` is for notifications, which show no card. */
export const googleChatMessage = (
  headline: string,
  header: { readonly title: string; readonly subtitle?: string },
  sections: readonly CardSection[],
) => ({
  fallbackText: plainText(headline),
  cardsV2: [{ cardId: 'botdigest', card: { header, sections } }],
});

export function digestCard(content: ChatContent) {
  const { title, subtitle, headline, verdict, figures, blocks, notices, closing, link } = content;
  const header = { title: plainText(title), ...(subtitle !== '' && { subtitle: plainText(subtitle) }) };
  const last = [...[...notices, ...closing].map(html), ...(link ? [linked(link.url, link.text)] : [])];
  return googleChatMessage(headline, header, [
    { widgets: [paragraphWidget([boldHtml(verdict.text)]), ...figureWidgets(figures)] },
    ...(content.callouts === null ? [] : [callouts(content.callouts)]),
    ...blocks.map(blockSection).filter(({ widgets }) => widgets.length > 0),
    { widgets: [paragraphWidget(last)] },
  ]);
}

/** Pairs, which stand under each other on a phone. */
function figureWidgets(figures: readonly ChatFigure[]): Widget[] {
  const starts = figures.flatMap((_figure, place) => (place % 2 === 0 ? [place] : []));
  return starts.map((start) => ({
    columns: {
      columnItems: figures.slice(start, start + 2).map((figure) => ({
        horizontalSizeStyle: 'FILL_AVAILABLE_SPACE' as const,
        widgets: [figureWidget(figure)],
      })),
    },
  }));
}

function figureWidget({ label, value, change, around, goal }: ChatFigure): DecoratedText {
  const mark = goal?.tone === 'attention' ? `${toneMark(goal.tone)} ` : '';
  const below = [...around, ...(goal ? [`${mark}${goal.text}`] : [])].join(' · ');
  return {
    decoratedText: {
      topLabel: plainText(label),
      text: [boldHtml(value), html(change)].filter((text) => text !== '').join('  '),
      wrapText: true,
      ...(below !== '' && { bottomLabel: plainText(below) }),
    },
  };
}

function callouts({ title, items, after }: ChatCallouts): CardSection {
  const lines = items.map(({ tone, heading, body }) => `${toneMark(tone)} ${boldHtml(heading)}${html(body)}`);
  return {
    header: html(title),
    widgets: [...lines, ...(after === '' ? [] : [html(after)])].map((line) => paragraphWidget([line])),
  };
}

function blockSection(block: ChatBlock): CardSection {
  return block.kind === 'table' ? tableSection(block) : chartSection(block);
}

/** A row in a line: `Track my order  412 · ▲ 3.5% · 22.6%`. */
function tableSection({ title, columns, rows, after }: ChatTable): CardSection {
  const [, ...figures] = columns;
  const lines = rows.map(({ cells: [name, ...rest] }) => {
    const text = name?.text ?? '–';
    const shown = name?.link ? linked(name.link, text) : html(text);
    return `<b>${shown}</b>  ${html(rest.map((cell) => cell.text).join(' · '))}`;
  });
  return rowsSection(title, [html(figures.join(' · ')), ...lines, ...after.map(html)], IN_SIGHT.table);
}

/** There is no host for pictures, so that a chart is a line of figures for each step. */
function chartSection({ title, steps, series, after, read }: ChatChart): CardSection {
  const lines = steps.map(({ label }, place) => {
    const texts = series.map(({ texts: all }) => all[place] ?? '–');
    return `${html(label)}  ${html(texts.join(' · '))}`;
  });
  const heads = series.length > 1 ? [html(series.map(({ label }) => label).join(' · '))] : [];
  const said = series.length === 0 ? [] : [...heads, ...lines.slice(-read)];
  const all = [...said, ...after.map(html)];
  return all.length === 0 ? { widgets: [] } : rowsSection(title, all, IN_SIGHT.chart);
}

import { chatText } from '../../notice.js';

/** The parts of cards v2 that messages are made of. */
export interface CardSection {
  /** In the card's HTML. */
  readonly header?: string;
  readonly collapsible?: true;
  readonly uncollapsibleWidgetsCount?: number;
  readonly widgets: readonly Widget[];
}

export type Widget =
  | { readonly textParagraph: { readonly text: string } }
  | DecoratedText
  | { readonly columns: { readonly columnItems: readonly CardColumnItem[] } };

export interface DecoratedText {
  readonly decoratedText: {
    readonly topLabel: string;
    /** In the card's HTML. */
    readonly text: string;
    readonly wrapText: true;
    readonly bottomLabel?: string;
  };
}

export interface CardColumnItem {
  readonly horizontalSizeStyle: 'FILL_AVAILABLE_SPACE';
  readonly widgets: readonly DecoratedText[];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for the places of a card that read HTML. */
export const html = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

export const boldHtml = (text: string): string => (text === '' ? '' : `<b>${html(text)}</b>`);

export const linked = (url: string, text: string): string => `<a href="${html(url)}">${html(text)}</a>`;

/** Text for the places that read none: nothing in it looks like a mention or a link. */
export const plainText = (text: string): string => chatText(text);

/** Lines of the card's HTML. */
export const paragraphWidget = (lines: readonly string[]): Widget => ({
  textParagraph: { text: lines.join('<br>') },
});

/** Lines under a title, of which the first few stay in sight until somebody opens the rest. */
export function rowsSection(title: string, lines: readonly string[], inSight: number): CardSection {
  const header = html(title);
  if (lines.length <= inSight + 1) return { header, widgets: [paragraphWidget(lines)] };
  return {
    header,
    collapsible: true,
    uncollapsibleWidgetsCount: 1,
    widgets: [paragraphWidget(lines.slice(0, inSight)), paragraphWidget(lines.slice(inSight))],
  };
}

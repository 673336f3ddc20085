import { oneLine, shorten } from '../line.js';
import { limits } from './limits.js';

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

export interface RichText {
  readonly type: 'text';
  readonly text: string;
  readonly style?: { readonly bold: true };
}

/** The blocks that digests are made of. */
export type Block =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: PlainText }
  | { readonly type: 'section'; readonly fields: readonly Markup[] }
  | { readonly type: 'context'; readonly elements: readonly PlainText[] }
  | {
      readonly type: 'rich_text';
      readonly elements: readonly {
        readonly type: 'rich_text_section';
        readonly elements: readonly RichText[];
      }[];
    }
  | {
      readonly type: 'image';
      /** The content id of the picture, until the deliverer has uploaded it and puts the file's id here. */
      readonly slack_file: { readonly id: string };
      readonly alt_text: string;
      readonly title: PlainText;
    };

/** One line of data, shortened; Slack refuses empty texts, so a dash stands for nothing. */
export function plainText(text: string, limit: number): PlainText {
  return { type: 'plain_text', text: shorten(oneLine(text).trim(), limit) || '–', emoji: false };
}

/** Small grey text; empty when there is nothing to say. What does not fit is counted by `more`. */
export function contextBlocks(texts: readonly string[], more: (count: number) => string): Block[] {
  const said = texts.filter((text) => text !== '');
  if (said.length === 0) return [];
  const room = limits.contextElements;
  const shown = said.length > room ? [...said.slice(0, room - 1), more(said.length - room + 1)] : said;
  return [{ type: 'context', elements: shown.map((text) => plainText(text, limits.contextText)) }];
}

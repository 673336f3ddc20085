import type { Digest, Tile } from '../../../digest/digest.js';
import { shorten } from '../../../render/line.js';
import { type Block, bold, contextBlocks, listBlock, paragraph, plain, plainText } from './blocks.js';
import { limits } from './limits.js';
import { inert, markup } from './markup.js';
import { sectionBlocks } from './sections.js';
import { ARROWS, type MessageParts, type Setting, settingOf } from './layout-context.js';

/** What `chat.postMessage` takes besides the channel. */
export interface SlackMessage {
  /** For notifications, in Slack's markup. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Shares of the usual room, largest first; the last is small enough for any data. */
const SHARES = [1, 1 / 2, 1 / 4];

/** A digest as one message; every text and count is within Slack's limits, whatever the data. */
export function slackMessage(digest: Digest, parts: MessageParts): SlackMessage {
  let blocks: readonly Block[] = [];
  for (const share of SHARES) {
    blocks = blocksOf(digest, settingOf(parts, share));
    if (JSON.stringify(blocks).length <= limits.whole) break;
  }
  return { text: notification(digest), blocks };
}

/** A longer title would leave no room for the figures on a lock screen. */
const NOTIFIED_TITLE = 60;

function notification({ headline, title }: Digest): string {
  const line = headline.replace(title, () => shorten(title, NOTIFIED_TITLE));
  return inert(line, limits.text);
}

function blocksOf(digest: Digest, setting: Setting): Block[] {
  const { room, within, style } = setting;
  const notices = within(
    digest.about.notices.map(({ text }) => text),
    room.notices,
    (more) => more,
  );
  return [
    { type: 'header', text: plainText(digest.title, room.header) },
    ...contextBlocks([digest.subtitle.join(' · ')], room.subtitle),
    ...tiles(digest.tiles, setting),
    callouts(digest, setting),
    ...(style === 'full' ? sectionBlocks(digest.sections, setting) : []),
    ...contextBlocks(notices, room.sentence),
    ...contextBlocks(closing(digest, setting), room.sentence),
  ];
}

function tiles(all: readonly Tile[], { room, within }: Setting): Block[] {
  if (all.length === 0) return [];
  const texts = all.map((tile) => field(tile, room.figure));
  const fields = within(texts, room.fields, (more) => more);
  return [{ type: 'section', fields: fields.map(markup) }];
}

function field({ label, text, change, previousText }: Tile, limit: number): string {
  const piece = (words: string) => inert(words, limit);
  const figure = [
    `*${piece(text) || '–'}*`,
    change ? `${ARROWS[change.direction]}${piece(change.text)}` : '',
    previousText === null ? '' : piece(previousText),
  ];
  const line = figure.filter((part) => part !== '').join('  ');
  return [piece(label), line].filter((part) => part !== '').join('\n');
}

function callouts({ callouts: { items, quiet }, labels }: Digest, { room, within }: Setting): Block {
  const say = (text: string) => plain(text, room.sentence);
  const heading = bold(labels.callouts, room.sentence);
  if (items.length === 0)
    return { type: 'rich_text', elements: [paragraph([heading, { type: 'text', text: '\n' }, say(quiet)])] };
  const said = items.map(({ lead, rest }) => paragraph([bold(lead, room.sentence), say(rest)]));
  const shown = within(said, room.callouts, (more) => paragraph([say(more)]));
  return listBlock(paragraph([heading]), shown);
}

function closing({ window, about }: Digest, { attachments, words }: Setting): string[] {
  const files = attachments.length === 0 ? '' : words.say('file.inThread', { count: attachments.length });
  const notices =
    about.notices.length === 0
      ? words.say('note.none')
      : words.say('note.count', { count: about.notices.length });
  return [window.zone, files, notices];
}

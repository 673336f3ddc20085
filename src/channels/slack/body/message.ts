import { aboutLines, completeLine } from '../../../digest/about-lines.js';
import type { Digest, Tile } from '../../../digest/digest.js';
import { verdictSaysAll } from '../../../digest/drawn-as.js';
import { arrowOf } from '../../../digest/language/change.js';
import { oneLine, shortened } from '../../../render/line.js';
import { goalTone, markLegend, toneMark } from '../../tone-mark.js';
import { webLink } from '../../web-link.js';
import {
  bold,
  contextBlocks,
  linesBlock,
  linkedTo,
  richParagraph,
  richText,
  type SlackBlock,
  slackPlainText,
} from './blocks.js';
import { type MessageParts, type SlackLayout, slackLayout } from './layout-context.js';
import { limits } from './limits.js';
import { inert, markup } from './markup.js';
import { NO_NATIVES, nativesOf } from './natives.js';
import { showsAlarm, slackSections } from './sections.js';

/** What `chat.postMessage` takes besides the channel. */
export interface SlackMessage {
  /** For notifications, in Slack's markup. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** Shares of the usual room, largest first; the last is small enough for any data. */
const SHARES = [1, 1 / 2, 1 / 4];

/** A digest as one message of pictures and text; every text and count is within Slack's limits, whatever the data. */
export function slackMessage(digest: Digest, parts: Omit<MessageParts, 'natives'>): SlackMessage {
  const { blocks } = roomiest(digest, { ...parts, natives: NO_NATIVES });
  return { text: notification(digest), blocks };
}

/** The same with what Slack draws itself; null where there is nothing to draw, or no room for it. */
export function nativeMessage(digest: Digest, parts: Omit<MessageParts, 'natives'>): SlackMessage | null {
  const natives = nativesOf(digest, parts);
  if (natives.charts.size === 0 && natives.table === null) return null;
  const { blocks, fits } = roomiest(digest, { ...parts, natives });
  return fits ? { text: notification(digest), blocks } : null;
}

/** The blocks with the largest share of room at which they fit; with the smallest when none does. */
function roomiest(digest: Digest, parts: MessageParts) {
  let blocks: readonly SlackBlock[] = [];
  for (const share of SHARES) {
    blocks = blocksOf(digest, slackLayout(parts, share));
    if (lengthOf(blocks) <= limits.whole) return { blocks, fits: true };
  }
  return { blocks, fits: false };
}

const lengthOf = (blocks: readonly SlackBlock[]) =>
  JSON.stringify(blocks.filter(({ type }) => type !== 'data_table')).length;

/** A longer title would leave no room for the figures on a lock screen. */
const NOTIFIED_TITLE = 60;

function notification({ headline, title }: Digest): string {
  const line = headline.replace(title, () => shortened(title, NOTIFIED_TITLE));
  return inert(line, limits.text);
}

function blocksOf(digest: Digest, layout: SlackLayout): SlackBlock[] {
  const { room, within, style } = layout;
  const notices = within(
    digest.about.notices.map(({ text }) => text),
    room.notices,
    (more) => more,
  );
  return [
    { type: 'header', text: slackPlainText(digest.title, room.header) },
    ...contextBlocks([digest.subtitle.join(' · ')], room.subtitle),
    verdict(digest, layout),
    ...tiles(digest.tiles, layout),
    ...(verdictSaysAll(digest) ? [] : [callouts(digest, layout)]),
    ...(style === 'full' ? slackSections(digest, layout) : []),
    ...contextBlocks(notices, room.sentence),
    ...contextBlocks(closing(digest, layout), room.sentence),
    ...link(digest, layout),
  ];
}

function verdict({ verdict: { tone, text } }: Digest, { room }: SlackLayout): SlackBlock {
  const said = bold(`${toneMark(tone)} ${oneLine(text).trim()}`, room.sentence);
  return { type: 'rich_text', elements: [richParagraph([said])] };
}

function tiles(all: readonly Tile[], { room, within }: SlackLayout): SlackBlock[] {
  if (all.length === 0) return [];
  const texts = all.map((tile) => field(tile, room.figure));
  const fields = within(texts, room.fields, (more) => more);
  return [{ type: 'section', fields: fields.map(markup) }];
}

function field({ label, text, change, previousText, usual, goal }: Tile, limit: number): string {
  const piece = (words: string) => inert(words, limit);
  const figure = [
    `*${piece(text) || '–'}*`,
    change ? `${arrowOf(change)}${piece(change.text)}` : '',
    previousText === null ? '' : piece(previousText),
  ];
  const line = figure.filter((part) => part !== '').join('  ');
  const wanted = goal ? goalLine(goal, piece(goal.text)) : '';
  return [piece(label), line, usual === null ? '' : piece(usual.text), wanted]
    .filter((part) => part !== '')
    .join('\n');
}

/** Bold and with a mark where it is missed: Slack has no colours. */
function goalLine(goal: NonNullable<Tile['goal']>, text: string): string {
  const tone = goalTone(goal);
  return tone === 'attention' && text !== '' ? `${toneMark(tone)} *${text}*` : text;
}

function callouts(
  { callouts: { items, emptyText }, labels }: Digest,
  { room, within }: SlackLayout,
): SlackBlock {
  const say = (text: string) => richText(text, room.sentence);
  const title = bold(labels.callouts, room.sentence);
  if (items.length === 0)
    return {
      type: 'rich_text',
      elements: [richParagraph([title, { type: 'text', text: '\n' }, say(emptyText)])],
    };
  const said = items.map(({ tone, heading, body }) =>
    richParagraph([say(`${toneMark(tone)} `), bold(heading, room.sentence), say(body)]),
  );
  const shown = within(said, room.callouts, (more) => richParagraph([say(more)]));
  return linesBlock(richParagraph([title]), shown);
}

function legend({ verdict, tiles, callouts: { items }, sections }: Digest, layout: SlackLayout): string {
  const { style, words } = layout;
  const goals = tiles.flatMap(({ goal }) => (goal?.met === false ? [goalTone(goal)] : []));
  const rows =
    style === 'full' && sections.some((section) => showsAlarm(section, layout))
      ? (['attention'] as const)
      : [];
  return markLegend([verdict.tone, ...goals, ...items.map(({ tone }) => tone), ...rows], words);
}

function closing(digest: Digest, layout: SlackLayout): string[] {
  const { attachments, words } = layout;
  const files = attachments.length === 0 ? '' : words.say('file.inThread', { count: attachments.length });
  return [...aboutLines(digest), files, completeLine(digest, words), legend(digest, layout)];
}

/** Where an alert can be snoozed. */
function link({ about }: Digest, { room }: SlackLayout): SlackBlock[] {
  const url = webLink(about.link?.url, room.link);
  if (url === null) return [];
  const said = linkedTo(url, richText(about.link?.text ?? '', room.sentence));
  return [{ type: 'rich_text', elements: [richParagraph([said])] }];
}

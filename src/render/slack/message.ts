import type { Callout, Digest, Tile } from '../../digest/digest.js';
import type { Artifact } from '../artifact.js';
import type { Illustration } from '../illustrations.js';
import { oneLine, shorten } from '../line.js';
import { words } from '../words.js';
import { type Block, contextBlocks, plainText, type RichText } from './blocks.js';
import { limits } from './limits.js';
import { inert, markup } from './markup.js';

/** What `chat.postMessage` takes besides the channel. */
export interface SlackMessage {
  /** For notifications, in Slack's markup. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** A digest as one message; every text and count is within Slack's limits, whatever the data. */
export function slackMessage(
  digest: Digest,
  illustrations: readonly Illustration[],
  attachments: readonly Artifact[],
): SlackMessage {
  const blocks: Block[] = [
    { type: 'header', text: plainText(digest.title, limits.header) },
    ...contextBlocks([digest.subtitle.join(' · ')], words.more),
    ...tiles(digest.tiles),
    ...callouts(digest),
    ...illustrations.flatMap(illustration),
    ...contextBlocks(
      digest.about.notices.map(({ text }) => text),
      words.more,
    ),
    ...contextBlocks(closing(digest, attachments), words.more),
  ];
  return { text: inert(digest.headline, limits.text), blocks: blocks.slice(0, limits.blocks) };
}

function tiles(all: readonly Tile[]): Block[] {
  if (all.length === 0) return [];
  return [{ type: 'section', fields: all.slice(0, limits.fields).map((tile) => markup(field(tile))) }];
}

const ARROWS = { up: '▲ ', down: '▼ ', same: '' } as const;

function field({ label, text, change, previousText }: Tile): string {
  const piece = (words: string) => inert(words, limits.field / 5);
  const value = `*${piece(text) || '–'}*`;
  const lines = [
    piece(label),
    change ? `${value}  ${ARROWS[change.direction]}${piece(change.text)}` : value,
    previousText === null ? '' : piece(previousText),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Rich text carries bold as structure, so that nothing in the data can act as markup. */
function callouts({ callouts: { items, quiet }, labels }: Digest): Block[] {
  const heading = paragraph([bold(labels.callouts)]);
  const said = items.length === 0 ? [paragraph([plain(quiet)])] : items.map(callout);
  return [{ type: 'rich_text', elements: [heading, ...said] }];
}

const callout = ({ lead, rest }: Callout) => paragraph([LINE, bold(lead), plain(rest)]);

const LINE: RichText = { type: 'text', text: '\n' };

const paragraph = (elements: readonly RichText[]) => ({
  type: 'rich_text_section' as const,
  elements: elements.filter(({ text }) => text !== ''),
});
const plain = (text: string): RichText => ({
  type: 'text',
  text: shorten(oneLine(text), limits.sectionText),
});
const bold = (text: string): RichText => ({ ...plain(text), style: { bold: true } });

function illustration({ section, picture }: Illustration): Block[] {
  const sentences = [section.instead ?? '', ...section.missing].filter((sentence) => sentence !== '');
  const blocks: Block[] = [];
  if (sentences.length > 0) {
    const text = `${section.title}: ${sentences.join(' ')}`;
    blocks.push({ type: 'section', text: plainText(text, limits.sectionText) });
  }
  if (picture?.cid)
    blocks.push({
      type: 'image',
      slack_file: { id: picture.cid },
      alt_text: shorten(oneLine(picture.alt ?? section.alt), limits.altText) || oneLine(section.id),
      title: plainText(section.title, limits.imageTitle),
    });
  return blocks;
}

function closing({ window, about }: Digest, attachments: readonly Artifact[]): string[] {
  const files = attachments.length === 0 ? '' : words.filesInThread(attachments.length);
  const notices = about.notices.length === 0 ? words.nothingMissing : words.notices(about.notices.length);
  return [window.zone, files, notices];
}

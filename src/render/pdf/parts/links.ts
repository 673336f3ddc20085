import type { Callout, Digest, Tile } from '../../../digest/digest.js';
import type { Anchor, Box, LinkItem } from '../page/draw-item.js';
import type { Tag } from '../page/tag.js';

/** Where the notes at the digest's end are. */
export const aboutAnchor = ({ about }: Digest): Anchor => ({ id: 'about', title: about.title });

/** The sections that show more of a figure, the best first. */
const OF_TILE: Readonly<Record<Tile['id'], readonly string[]>> = {
  conversations: ['conversations'],
  paid: ['paid'],
  messages: ['messages'],
  messagesPerConversation: ['messages', 'conversations'],
  fallbackRate: ['fallbacks', 'interactions'],
};

/** Where a headline figure leads; null when nothing in the digest shows more of it. */
export function tileAnchor({ id }: Tile, digest: Digest): Anchor | null {
  return OF_TILE[id].map((section) => anchorOf(section, digest)).find((anchor) => anchor !== null) ?? null;
}

/** Where a sentence on what to notice leads; null when its section is not in the digest. */
export const calloutAnchor = ({ section }: Callout, digest: Digest): Anchor | null =>
  anchorOf(section, digest);

function anchorOf(wanted: string, digest: Digest): Anchor | null {
  const about = aboutAnchor(digest);
  return wanted === about.id ? about : (digest.sections.find(({ id }) => id === wanted) ?? null);
}

/** What leads there when it is pressed, over the words under `tag`. */
export function linkOver({ x, y, width, height }: Box, to: Anchor, tag: Tag): LinkItem {
  return { kind: 'link', x, y, width, height, to, tag };
}

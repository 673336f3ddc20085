import type { Callout, Digest, Tile } from '../../../digest/digest.js';
import type { Anchor, Box, LinkItem, WebPage } from '../page/draw-item.js';
import type { Tag } from '../page/tag.js';

/** The anchor of the notes at the end. */
export const aboutAnchor = ({ about }: Digest): Anchor => ({ id: 'about', title: about.title });

/** Link targets of each tile: ids of sections, the preferred one first. */
const OF_TILE: Readonly<Record<Tile['id'], readonly string[]>> = {
  conversations: ['conversations'],
  paid: ['paid'],
  messages: ['messages'],
  messagesPerConversation: ['messages', 'conversations'],
  fallbackRate: ['fallbacks', 'interactions'],
};

/** The link target of a tile; null when the digest has none of its sections. */
export function tileAnchor({ id }: Tile, digest: Digest): Anchor | null {
  return OF_TILE[id].map((section) => anchorOf(section, digest)).find((anchor) => anchor !== null) ?? null;
}

/** The link target of a callout; null when the digest lacks its section. */
export const calloutAnchor = ({ section }: Callout, digest: Digest): Anchor | null =>
  anchorOf(section, digest);

function anchorOf(wanted: string, digest: Digest): Anchor | null {
  const about = aboutAnchor(digest);
  return wanted === about.id ? about : (digest.sections.find(({ id }) => id === wanted) ?? null);
}

/** A link over the text under `tag`. */
export function linkOver({ x, y, width, height }: Box, to: Anchor | WebPage, tag: Tag): LinkItem {
  return { kind: 'link', x, y, width, height, to, tag };
}

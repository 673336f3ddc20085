import type { DigestConfig } from '../../config/config.js';

/** Where the name of a bot leads; nothing without a configured URL. */
export function linkOf({ links }: Pick<DigestConfig, 'links'>, storyId: string): { readonly link?: string } {
  if (links === null) return {};
  return { link: links.replaceAll('{storyId}', encodeURIComponent(storyId)) };
}

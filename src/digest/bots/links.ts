import type { Context } from '../context.js';

/** Where the name of a bot leads; nothing without a configured URL. */
export function linkOf({ config }: Pick<Context, 'config'>, storyId: string): { readonly link?: string } {
  if (config.links === null) return {};
  return { link: config.links.replaceAll('{storyId}', encodeURIComponent(storyId)) };
}

import { alertStory, type StoryContext } from '../../alerts/message/stories.js';
import type { AlertStory } from '../../alerts/message/story.js';
import type { Telling } from '../../alerts/message/tell.js';
import type { Channels } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import type { RequestedSlice } from '../prepare/request.js';
import { requested } from '../prepare/request.js';
import { destinationsOf, readerOf } from '../readers/destination.js';
import { messageSlice, slicesOf } from '../readers/slices.js';

/** The messages of a check as slices of it, each for all its readers, and the story that each tells. */
export function messagesOf(
  tellings: readonly Telling[],
  context: StoryContext,
  { digest, channels }: { readonly digest: DigestConfig; readonly channels: Channels },
): { readonly slices: readonly RequestedSlice[]; readonly stories: ReadonlyMap<string, AlertStory> } {
  const readers = slicesOf(digest);
  const stories = new Map<string, AlertStory>();
  const slices = tellings.flatMap((telling) => {
    const story = alertStory(telling, context);
    return readers.map(({ name, config }) => {
      const slice = messageSlice(telling.name, name);
      stories.set(slice, story);
      return requested({ name: slice, config }, { readers: destinationsOf(config, channels).map(readerOf) });
    });
  });
  return { slices, stories };
}

import { z } from 'zod';
import type { ReportsClient } from './client/client.js';
import { unexpected } from './read/reading.js';
import type { Gap } from './snapshot.js';

/** A bot of the account; the API calls it a story. */
interface Story {
  readonly id: string;
  readonly name: string;
}

export type StoryList =
  | { readonly ok: true; readonly stories: readonly Story[] }
  | { readonly ok: false; readonly gap: Gap };

const rows = z.array(z.looseObject({ id: z.string(), name: z.string() }));
const answer = z.union([
  rows,
  z.looseObject({ data: rows }).transform(({ data }) => data),
  z.looseObject({ stories: rows }).transform(({ stories }) => stories),
]);

/** The bots that a token can read, from `/v2/stories`, or from `/stories` where that answers 404. */
export async function listStories(client: ReportsClient, signal?: AbortSignal): Promise<StoryList> {
  const session = client.session();
  const ask = (path: string) => session.get({ path, query: [] }, signal);
  const first = await ask('/v2/stories');
  const result = !first.ok && first.gap.reason === 'not-found' ? await ask('/stories') : first;
  if (!result.ok) return result;
  const stories = answer.safeParse(result.body);
  if (!stories.success) return { ok: false, gap: unexpected(stories.error).result };
  return { ok: true, stories: stories.data.map(({ id, name }) => ({ id, name })) };
}

import type { Episode } from './state.js';

/** Episodes that a check opened and closed. */
export interface EpisodeChanges {
  readonly opened: readonly Episode[];
  readonly closed: readonly Episode[];
}

export function episodeChanges(before: readonly Episode[], after: readonly Episode[]): EpisodeChanges {
  const known = new Map(before.map((episode) => [episode.id, episode]));
  return {
    opened: after.filter(({ id }) => !known.has(id)),
    closed: after.filter(
      ({ id, closedAt }) => closedAt !== null && (known.get(id)?.closedAt ?? null) === null,
    ),
  };
}

import type { Episode } from '../../alerts/episodes/state.js';
import type { EpisodeRow, Tx } from '../store/tables.js';

/** What readers were told last of an episode that they have not been told the end of. */
export const UNTOLD = ['nothing', 'firing'] as const satisfies Episode['told'][];

/** Inserts an episode, or replaces the one with its id. */
export async function putEpisode(tx: Tx, episode: Episode): Promise<void> {
  const row = rowOf(episode);
  await tx
    .insertInto('episodes')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

function rowOf({ of: figure, start, end, days, reading, thread, ...same }: Episode): EpisodeRow {
  return {
    ...same,
    figure,
    firstDay: start,
    lastDay: end,
    days: JSON.stringify(days),
    reading: JSON.stringify(reading),
    threadRun: thread?.run ?? null,
    threadSlice: thread?.slice ?? null,
  };
}

export function episodeOfRow({ figure, firstDay, lastDay, days, reading, ...row }: EpisodeRow): Episode {
  const { threadRun: run, threadSlice: slice, ...same } = row;
  return {
    ...same,
    of: figure,
    start: firstDay,
    end: lastDay,
    days: JSON.parse(days),
    reading: JSON.parse(reading),
    thread: run === null || slice === null ? null : { run, slice },
  };
}

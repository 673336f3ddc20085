import { checkName } from '../../../alerts/check-name.js';
import type { Episode } from '../../../alerts/episodes/state.js';
import { threadRunOf } from '../../../alerts/message/tell.js';
import type { Ledger, RunStory } from '../../../ledger/ledger.js';
import { UserError } from '../../../lib/errors.js';

/** An episode with the runs that told of it, the first word first. */
export interface EpisodeStory {
  readonly episode: Episode;
  readonly runs: readonly RunStory[];
}

/** Runs of an alert's checks in which later words about an episode are looked for: a year of daily ones. */
const MAX_RUNS = 400;

/** Whether a word that a person wrote is meant as an episode: ids of runs and digests have no `@`. */
export const namesEpisode = (word: string): boolean => word.includes('@');

export async function episodeStory(
  { alerts, history }: Pick<Ledger, 'alerts' | 'history'>,
  id: string,
): Promise<EpisodeStory> {
  const episode = await alerts.episode(id);
  if (!episode) {
    const message = `There is no episode “${id}”. botdigest alerts names those that last, botdigest runs --alert NAME lists the checks of an alert.`;
    throw new UserError('unknown-episode', message, { exitCode: 2 });
  }
  const first = episode.thread?.run;
  if (first === undefined) return { episode, runs: [] };
  const records = await history.runs({ digest: checkName(episode.alert), limit: MAX_RUNS });
  const later = records.filter(({ deliveries }) =>
    deliveries.some(({ slice }) => threadRunOf(slice) === first),
  );
  const ids = [
    first,
    ...later
      .map(({ run }) => run)
      .toSorted(byTime)
      .map((run) => run.id),
  ];
  const stories = await Promise.all(ids.map((run) => history.run(run)));
  return { episode, runs: stories.filter((story) => story !== null) };
}

const byTime = (one: { scheduledFor: number }, other: { scheduledFor: number }) =>
  one.scheduledFor - other.scheduledFor;

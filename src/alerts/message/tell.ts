import { groupedBy } from '../../lib/grouped.js';
import type { Episode } from '../episodes/state.js';
import type { AlertEvent } from './story.js';

/** What one message is about: episodes of one event and thread. */
export interface Telling {
  readonly event: AlertEvent;
  /** Names the message within its run, fit for a file name: `firing`, `reminder-3f0c9a51b27e4d68`. */
  readonly name: string;
  /** The weightiest first. */
  readonly episodes: readonly Episode[];
}

export interface TellContext {
  /** The slot of the check, epoch ms. */
  readonly at: number;
  /** The run that tells it. */
  readonly run: string;
  readonly silence: 'none' | 'snoozed' | 'quiet';
  /** ms; null for once. */
  readonly remind: number | null;
  readonly recovered: boolean;
}

const HOUR = 3_600_000;

/**
 * What is to be said of episodes that last or ended, and the episodes as they stand once it is said. In quiet hours nothing changes; of what
 * ended within a snooze nothing is said.
 */
export function decideTelling(
  episodes: readonly Episode[],
  context: TellContext,
): { readonly messages: readonly Telling[]; readonly episodes: readonly Episode[] } {
  const decided = episodes.map((episode) => decide(episode, context));
  const said = decided.flatMap(({ event, episode }) => (event === null ? [] : [{ event, episode }]));
  const messages = [...groupedBy(said, ({ event, episode }) => nameOf(event, episode)).entries()].map(
    ([name, about]): Telling => ({
      event: about[0]?.event ?? 'firing',
      name,
      episodes: about.map(({ episode }) => episode).toSorted(byWeight),
    }),
  );
  return { messages, episodes: decided.map(({ episode }) => episode) };
}

interface Decided {
  readonly event: AlertEvent | null;
  readonly episode: Episode;
}

function decide(episode: Episode, context: TellContext): Decided {
  const { told, closedAt } = episode;
  const isOver = closedAt !== null;
  if (told === 'recovered' || told === 'dropped' || context.silence === 'quiet') return silent(episode);
  if (context.silence === 'snoozed')
    return silent(isOver && told === 'nothing' ? { ...episode, told: 'dropped' } : episode);
  if (told === 'nothing') return said(isOver ? 'missed' : 'firing', episode, context);
  if (isOver)
    return context.recovered
      ? said('recovered', episode, context)
      : silent({ ...episode, told: 'recovered', toldAt: context.at });
  return isDue(episode, context) ? said('reminder', episode, context) : silent(episode);
}

const silent = (episode: Episode): Decided => ({ event: null, episode });

function said(event: AlertEvent, episode: Episode, { at, run }: TellContext): Decided {
  const told = episode.closedAt === null ? 'firing' : 'recovered';
  const thread = episode.thread ?? { run, slice: event };
  return { event, episode: { ...episode, told, toldAt: at, thread } };
}

/** A check may come a little before the same time of day. */
const isDue = ({ toldAt }: Episode, { at, remind }: TellContext): boolean =>
  remind !== null && toldAt !== null && at - toldAt >= remind - HOUR;

/** The run whose message opened the thread that a message of this name belongs to; null for one that opens its own. */
export const threadRunOf = (name: string): string | null => /^[a-z]+-([0-9a-f]+)/.exec(name)?.[1] ?? null;

const nameOf = (event: AlertEvent, { thread }: Episode): string =>
  event === 'firing' || event === 'missed' ? event : `${event}-${thread?.run ?? ''}`;

const byWeight = (one: Episode, other: Episode): number => other.reading.weight - one.reading.weight;

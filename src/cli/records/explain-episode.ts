import type { Episode } from '../../alerts/episodes/state.js';
import type { EpisodeStory } from '../../run/commands/alerts/episode.js';
import type { CliContext } from '../context.js';
import { instant } from '../terminal/run-record.js';
import { storyJson, storyText } from '../terminal/run-story.js';

/** Prints an episode of an alert and every run that told of it. */
export function explainEpisode(
  { terminal, clock }: CliContext,
  story: EpisodeStory,
  json: true | undefined,
): void {
  terminal.print(json ? JSON.stringify(asJson(story), null, 2) : asText(story, clock.now()));
}

function asJson({ episode, runs }: EpisodeStory) {
  const { thread, openedAt, closedAt, toldAt, ...rest } = episode;
  return {
    ...rest,
    ...{ openedAt: instant(openedAt), closedAt: instant(closedAt), toldAt: instant(toldAt) },
    run: thread?.run ?? null,
    runs: runs.map(storyJson),
    events: runs.flatMap((run) => storyJson(run).events),
    deliveries: runs.flatMap((run) => storyJson(run).deliveries),
  };
}

function asText({ episode, runs }: EpisodeStory, now: number): string {
  const { id, start, end, days, reading } = episode;
  const lasts = end === null ? `since ${start}` : `from ${start} to ${end}`;
  const { value, low, high, z } = reading;
  const figures = [
    `value ${value ?? 'not known'}`,
    ...(low === null && high === null ? [] : [`usual or allowed ${low ?? '–'} … ${high ?? '–'}`]),
    ...(z === null ? [] : [`z ${z.toFixed(1)}`]),
  ];
  return [
    `${id}: ${lasts}, ${days.length === 1 ? '1 day' : `${days.length} days`} beyond the limit.`,
    `On ${reading.day}: ${figures.join(', ')}.`,
    toldText(episode),
    ...runs.flatMap((run) => ['', storyText(run, { attended: true, now })]),
  ].join('\n');
}

function toldText({ told, toldAt, thread }: Episode): string {
  const when = toldAt === null ? '' : `, last at ${instant(toldAt)}`;
  switch (told) {
    case 'nothing':
      return 'Nobody was told yet: the alert is snoozed, or these are its quiet hours.';
    case 'dropped':
      return 'Nobody was told: it was over before the alert could speak.';
    case 'firing':
    case 'recovered':
      return `Told by run ${thread?.run ?? ''}${when}${told === 'recovered' ? '; its end was told too, or not wanted' : ''}.`;
  }
}

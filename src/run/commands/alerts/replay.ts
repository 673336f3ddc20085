import { holidaysOf } from '../../../alerts/check.js';
import { checkName } from '../../../alerts/check-name.js';
import { alertStory } from '../../../alerts/message/stories.js';
import type { AlertStory } from '../../../alerts/message/story.js';
import { type ReplayedEpisode, replay } from '../../../alerts/replay.js';
import { falseAlarmsPerYear } from '../../../alerts/trial/false-alarms.js';
import type { AlertConfig, PluginConfig } from '../../../config/config.js';
import { composeAlert } from '../../../digest/alert/compose.js';
import { groupedBy } from '../../../lib/grouped.js';
import { addDays, type Day, localTime } from '../../../lib/time/zone.js';
import type { Artifact } from '../../../render/artifact.js';
import {
  type BotHistory,
  firstDayFor,
  gapSentences,
  historiesFor,
  historiesIn,
} from '../../alerts/histories.js';
import type { RunWatch } from '../../prepare/figures.js';
import { type PrepareRunTools, prepareRun } from '../../prepare/prepare-run.js';
import { requested } from '../../prepare/request.js';
import { AS_IT_IS } from '../../prepare/sending-policy.js';
import type { AlertCheckTools, RunTools } from '../../work/run-work.js';

export interface ReplayTools extends PrepareRunTools, Pick<RunTools, 'digests' | 'clock'> {
  readonly checks: AlertCheckTools;
}

export interface ReplayRequest {
  /** Whole days before today. */
  readonly days: number;
  /** The format of the pictures; null for none. */
  readonly pictures: PluginConfig | null;
}

/** What an alert would have told in the past days. */
export interface Replayed {
  readonly alert: AlertConfig;
  readonly from: Day;
  readonly to: Day;
  readonly episodes: readonly ToldEpisode[];
  /** False alarms to expect a year of these bots, simulated from their own figures; null where none of the rules follows from a budget. */
  readonly falseAlarmsPerYear: number | null;
  /** Why figures are missing, a sentence each. */
  readonly gaps: readonly string[];
  readonly files: readonly Artifact[];
}

export interface ToldEpisode extends ReplayedEpisode {
  /** The sentence that it would have been told with. */
  readonly text: string;
}

/** Replays an alert over the past: which days would have spoken. Asks the API, writes nothing. */
export async function replayAlert(
  tools: ReplayTools,
  alert: AlertConfig,
  { days, pictures }: ReplayRequest,
  watch: RunWatch,
): Promise<Replayed> {
  const { from, to, bots } = await pastOf(tools, alert, days, watch);
  const historiesOf = historiesIn(bots);
  const told = replay(alert, { from, to, historiesOf }).map((one) => {
    const story = storyOfReplayed(alert, one, bots);
    return { ...one, story, text: composeAlert(story, alert).alert?.text ?? '' };
  });
  const files = pictures === null ? [] : await picturesOf(tools, alert, told, { pictures, watch });
  return {
    ...{ alert, from, to, files },
    episodes: told.map(({ story: _story, ...episode }) => episode),
    falseAlarmsPerYear: falseAlarmsPerYear(alert, historiesOf, to),
    gaps: gapSentences(bots),
  };
}

/** The past whole days of an alert, and the figures that they are judged by. */
async function pastOf(
  { checks, clock }: Pick<ReplayTools, 'checks' | 'clock'>,
  alert: AlertConfig,
  days: number,
  watch: RunWatch,
) {
  const now = clock.now();
  const to = addDays(localTime(alert.timezone, now).day, -1);
  const from = addDays(to, 1 - days);
  const span = { first: firstDayFor(alert, from), last: to, at: now };
  return { from, to, bots: await historiesFor(checks, alert, span, { watch, whole: true }) };
}

/**
 * The message about what still lasts, as it came on the morning on which most of it was told, had the alert been checked each day; null where it has
 * nothing to say.
 */
export async function lastStoryOf(
  tools: Pick<ReplayTools, 'checks' | 'clock'>,
  alert: AlertConfig,
  days: number,
  watch: RunWatch,
): Promise<AlertStory | null> {
  const { from, to, bots } = await pastOf(tools, alert, days, watch);
  const told = replay(alert, { from, to, historiesOf: historiesIn(bots) });
  const mornings = groupedBy(
    told.filter(({ episode }) => episode.closedAt === null),
    (one) => one.told,
  );
  const [most] = [...mornings.values()].toSorted((one, other) => other.length - one.length);
  const [first, ...rest] = (most ?? []).map((one) => storyOfReplayed(alert, one, bots));
  return first ? { ...first, items: [first, ...rest].flatMap(({ items }) => items) } : null;
}

/** The message as it would have been on the day that opened the episode. */
function storyOfReplayed(
  alert: AlertConfig,
  { episode, opened, told }: ReplayedEpisode,
  bots: readonly BotHistory[],
): AlertStory {
  const asThen = {
    ...episode,
    reading: opened,
    end: null,
    closedAt: null,
    days: episode.days.filter((day) => day < told),
  };
  return alertStory(
    { event: 'firing', name: 'firing', episodes: [asThen] },
    {
      ...{ alert, at: episode.openedAt, day: addDays(told, -1), series: [], page: null },
      ...{ isHoliday: holidaysOf(alert), historiesOf: historiesIn(bots) },
    },
  );
}

/** A picture for each episode, in a folder of its alert. */
async function picturesOf(
  tools: ReplayTools,
  alert: AlertConfig,
  told: readonly { readonly episode: { readonly id: string }; readonly story: AlertStory }[],
  { pictures, watch }: { readonly pictures: PluginConfig; readonly watch: RunWatch },
): Promise<readonly Artifact[]> {
  const name = checkName(alert.id);
  const config = tools.digests.get(name);
  if (!config || told.length === 0) return [];
  const slices = told.map(({ episode }) =>
    requested({ name: episode.id, config: { ...config, deliver: [], formats: [pictures] } }),
  );
  const slot = { digest: name, scheduledFor: tools.clock.now(), trigger: 'manual' } as const;
  const snapshots = new Map(told.map(({ episode, story }) => [episode.id, story]));
  const request = { subject: name, digest: config, slot, slices, policy: AS_IT_IS } as const;
  const made = await prepareRun(tools, { ...request, source: { kind: 'stored', snapshots } }, watch);
  return made.kind === 'held'
    ? []
    : made.slices.flatMap(({ name: episode, files }) =>
        files.map((file, index) => ({ ...file, name: pictureName(episode, index) })),
      );
}

/** `outage/support.silence-conversations@2026-11-24.png`, with what a file name cannot hold replaced. */
function pictureName(episode: string, index: number): string {
  const [alert = '', ...rest] = episode.split('.');
  const number = index === 0 ? '' : `-${index + 1}`;
  return `${alert}/${rest.join('.').replaceAll(':', '_')}${number}.png`;
}

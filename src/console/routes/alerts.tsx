import type { Episode } from '../../alerts/episodes/state.js';
import type { AlertStatus, SeriesStatus } from '../../alerts/status.js';
import type { AlertConfig } from '../../config/config.js';
import { UserError } from '../../lib/errors.js';
import { type EightWeeks, pictureKey } from '../../run/alerts/eight-weeks.js';
import { alertStatuses } from '../../run/commands/alerts/statuses.js';
import { pictureOf } from '../models/picture.js';
import { AlertPage, type NamedPicture } from '../pages/alert.js';
import { AlertsPage } from '../pages/alerts.js';
import { documentOf } from '../parts/layout.js';
import type { RouteHandler } from '../visit.js';
import { figureNoun, figureWords, readingText, stateText, watchesText } from '../words/alerts.js';
import { scheduleText } from '../words/schedules.js';
import { clockText, dayWords } from '../words/times.js';
import { alertOfVisit, REPLAYED_DAYS } from './actions.js';
import type { Desk } from './desk.js';
import { foundBy } from './found.js';
import { pictureTask, readOverview } from './overview.js';

export const showAlerts =
  (desk: Desk): RouteHandler =>
  async (visit) => {
    const { alerts } = await readOverview(desk, visit);
    return { kind: 'page', html: documentOf(AlertsPage({ frame: visit.frame, alerts })) };
  };

const MAX_EPISODES = 50;

export const showAlert =
  (desk: Desk): RouteHandler =>
  async (visit) => {
    const { frame, now } = visit;
    const alert = alertOfVisit(desk, visit);
    const { id, title } = alert;
    const statuses = await alertStatuses(desk.config(), desk.ledger, now);
    const status = statuses.find((one) => one.alert.id === id);
    if (!status) throw new UserError('unknown-alert', `There is no alert ${id}.`);
    const episodes = await desk.ledger.alerts.episodes({ alert: id, limit: MAX_EPISODES });
    const page = AlertPage({
      ...{ frame, id, title, now, days: REPLAYED_DAYS },
      state: snoozeWords(status, now),
      firing: status.state === 'firing',
      snoozed: status.state === 'snoozed',
      found: (await foundBy([status], desk.ledger)).get(id) ?? '',
      facts: [...factsOf(status, now), ...(await snoozeFacts(desk, status, now))],
      pictures: await picturesOf(desk, status, { episodes, now }),
      series: status.series.map((series) => seriesRow(series, alert, now)),
      episodes: episodes.map((episode) => episodeRow(episode, alert, now)),
      replay: desk.replays.look(id),
    });
    return { kind: 'page', html: documentOf(page) };
  };

function snoozeWords(status: AlertStatus, now: number): string {
  const text = stateText(status, now);
  const { snoozedUntil, alert } = status;
  const until = snoozedUntil === null ? '' : ` until ${clockText(snoozedUntil, alert.timezone, now)}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${until}`;
}

function factsOf({ alert, checkedAt }: AlertStatus, now: number) {
  const { budget, check, timezone, rules, bots, quiet, remind } = alert;
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return [
    ['Watches', watchesText(rules, bots.length)],
    ['Checked', `${scheduleText(check)}, ${timezone}`],
    ['Last check', checkedAt === null ? 'none yet' : clockText(checkedAt, timezone, now)],
    ['False alarms', `set to ${budget} a year`],
    ['Reminds', remind === null ? 'never' : `every ${Math.round(remind / 86_400_000)} days`],
    ...(quiet ? ([['Quiet', `${clock(quiet.from)} to ${clock(quiet.to)}`]] as const) : []),
  ] as const;
}

/** Who snoozed it, while that lasts. */
async function snoozeFacts({ ledger }: Desk, { alert, state }: AlertStatus, now: number) {
  const snoozes = await ledger.alerts.snoozes();
  const snooze = snoozes.find((one) => one.alert === alert.id && one.endedBy === null && one.until > now);
  if (state !== 'snoozed' || !snooze) return [];
  return [['Snoozed', `by ${snooze.by}, ${clockText(snooze.at, alert.timezone, now)}`] as const];
}

const LARGE = { width: 720, height: 150 } as const;

/** Waits a moment for figures that the API has quickly; null while they are fetched. */
async function picturesOf(
  desk: Desk,
  status: AlertStatus,
  { episodes, now }: { readonly episodes: readonly Episode[]; readonly now: number },
): Promise<readonly NamedPicture[] | null> {
  const { pictures, operator } = desk;
  const key = pictureTask(status);
  const task = pictures.look(key);
  if (task === null) pictures.begin(key, () => operator.eightWeeks(status.alert));
  if (task?.state === 'failed') return [];
  if (task?.state !== 'done') return null;
  return task.value
    .filter(({ days }) => days.length > 0)
    .map((weeks) => pictureNamed(weeks, status.alert, { episodes, now }));
}

function pictureNamed(
  { series, days }: EightWeeks,
  { bots }: AlertConfig,
  { episodes, now }: { readonly episodes: readonly Episode[]; readonly now: number },
): NamedPicture {
  const marked = episodes
    .filter((episode) => pictureKey(episode) === pictureKey(series))
    .flatMap((episode) => episode.days);
  const noun = figureNoun(series.of);
  const picture = pictureOf(days, { ...LARGE, noun, marked, now });
  return {
    name: `${botName(series, bots)}: ${noun}`,
    picture,
    top: figureWords(picture.top, series.of),
  };
}

const botName = (
  { bot, source }: Pick<SeriesStatus, 'bot' | 'source'>,
  bots: AlertConfig['bots'],
): string => {
  const name = bot === null ? 'All bots' : (bots.find(({ id }) => id === bot)?.name ?? bot);
  return source === null ? name : `${name} (${source})`;
};

const seriesName = ({ kind, of, ...who }: SeriesStatus | Episode, { bots }: AlertConfig): string =>
  [`${botName(who, bots)}: ${kind}`, ...(of === null ? [] : [figureNoun(of)])].join(', ');

const seriesRow = (series: SeriesStatus, alert: AlertConfig, now: number): readonly string[] => [
  seriesName(series, alert),
  series.state,
  series.since === null ? '' : dayWords(series.since, now),
  readingText(series),
];

const TOLD: Readonly<Record<Episode['told'], string>> = {
  nothing: 'not yet',
  firing: 'yes',
  recovered: 'yes, and its end',
  dropped: 'no: it was over within a snooze',
};

const episodeRow = (episode: Episode, alert: AlertConfig, now: number): readonly string[] => [
  seriesName(episode, alert),
  dayWords(episode.start, now),
  episode.end === null ? 'still lasts' : dayWords(episode.end, now),
  readingText(episode),
  TOLD[episode.told],
];

import type { DigestConfig } from '../../config/config.js';
import { UserError } from '../../lib/errors.js';
import { notThere } from '../../lib/text/suggest.js';
import { parseDuration } from '../../lib/text/units.js';
import { isDay } from '../../lib/time/day.js';
import { addDays, type Day, startOfDay } from '../../lib/time/zone.js';
import type { Asked } from '../../run/commands/ask.js';
import { configuredText } from '../../run/commands/pause.js';
import type { Moment } from '../../schedule/moment.js';
import type { Answer, RouteHandler, RouteTable, Visit } from '../visit.js';
import { recipientOf } from '../words/readers.js';
import { clockText } from '../words/times.js';
import type { Desk } from './desk.js';

/**
 * Everything that the console does, by the path that its button posts to (`../models/actions.ts`). Each leaves a sentence for the page that it
 * leads to.
 */
export function actionRoutes(desk: Desk): RouteTable {
  const { operator } = desk;
  return {
    '/digests/:id/preview': async (visit) => {
      const digest = digestOfVisit(desk, visit);
      desk.previews.begin(digest.id, () => operator.preview(digest));
      return { kind: 'redirect', to: `/digests/${digest.id}/preview` };
    },
    '/digests/:id/run': async (visit) => {
      const digest = digestOfVisit(desk, visit);
      const asked = await operator.run(digest, visit.field('again') === 'yes');
      return toRun(visit, asked, `${digest.title} is on its way.`);
    },
    '/digests/:id/test': async (visit) => {
      const digest = digestOfVisit(desk, visit);
      const to = recipient(visit);
      const { story } = await operator.test(digest, to);
      const { state, reason } = story.run;
      const sent = state === 'completed';
      const text = sent ? `The test went to ${to.address}.` : `The test is ${state}, ${reason}.`;
      return done(visit, `/runs/${story.run.id}`, text, sent ? 'done' : 'problem');
    },
    '/digests/:id/pause': async (visit) => {
      const digest = digestOfVisit(desk, visit);
      const { pause, underWay, next } = await operator.pause(digest, lastDay(visit));
      const end = pause.until === null ? 'until it is resumed' : `through ${visit.field('until')}`;
      const goOn = underWay.map(({ id }) => ` The run ${id} goes on.`).join('');
      return toDigest(visit, digest, `${digest.title} is paused ${end}.${goOn}`, next);
    },
    '/digests/:id/resume': async (visit) => {
      const digest = digestOfVisit(desk, visit);
      const { ended, configured, next } = await operator.resume(digest);
      const was = ended ? `${digest.title} is resumed.` : `${digest.title} was not paused.`;
      const stays = configured ? ` ${configuredText(digest, desk.config().file)}` : '';
      return toDigest(visit, digest, `${was}${stays}`, next);
    },
    '/digests/:id/skip': async (visit) => {
      const digest = digestOfVisit(desk, visit);
      const { kind, skip, next } = await operator.skip(digest);
      const again = kind === 'skipped-before' ? ' already' : '';
      const slot = clockText(skip.from, digest.timezone, visit.now);
      return toDigest(visit, digest, `The slot of ${slot} is${again} skipped.`, next);
    },
    '/digests/:id/unskip': async (visit) => {
      const digest = digestOfVisit(desk, visit);
      const { ended, next } = await operator.unskip(digest, slotOfVisit(visit));
      const text = ended ? 'The skip is taken back.' : 'There was nothing to take back.';
      return toDigest(visit, digest, text, next);
    },
    '/runs/:id/resend': async (visit) => {
      const target = visit.field('target');
      const missing = visit.field('missing') === 'yes';
      const wish = target === '' ? {} : { targets: [target], again: !missing };
      return toRun(visit, await operator.resend(visit.param('id'), wish), 'It is sent again.');
    },
    '/runs/:id/send': async (visit) => {
      const to = recipient(visit);
      return toRun(visit, await operator.send(visit.param('id'), to), `It goes to ${to.address}.`);
    },
    '/deliveries/:id/arrived': resolving(desk, 'delivered', 'It counts as delivered.'),
    '/deliveries/:id/give-up': resolving(desk, 'failed', 'It counts as failed, and is not sent again.'),
    '/deliveries/:id/resend': resolving(desk, 'resend', 'It is sent again.'),
    '/alerts/:id/snooze': async (visit) => {
      const alert = alertOfVisit(desk, visit);
      const until = snoozeEnd(visit, alert.timezone);
      await operator.snooze(alert.id, until);
      const text = `${alert.title} says nothing until ${clockText(until, alert.timezone, visit.now)}.`;
      return done(visit, `/alerts/${alert.id}`, text);
    },
    '/alerts/:id/unsnooze': async (visit) => {
      const alert = alertOfVisit(desk, visit);
      await operator.snooze(alert.id, null);
      return done(visit, `/alerts/${alert.id}`, `${alert.title} speaks again from its next check on.`);
    },
    '/alerts/:id/replay': async (visit) => {
      const alert = alertOfVisit(desk, visit);
      desk.replays.begin(alert.id, () => operator.replay(alert, REPLAYED_DAYS));
      return { kind: 'redirect', to: `/alerts/${alert.id}#past` };
    },
  };
}

/** How far back an alert is replayed. */
export const REPLAYED_DAYS = 180;

function resolving(
  { operator }: Desk,
  resolution: Parameters<Desk['operator']['resolve']>[1],
  text: string,
): RouteHandler {
  return async (visit) => toRun(visit, await operator.resolve(visit.param('id'), resolution), text);
}

function done(visit: Visit, to: string, text: string, tone: 'done' | 'problem' = 'done'): Answer {
  if (visit.session) visit.session.said = { tone, text };
  return { kind: 'redirect', to };
}

function toDigest(visit: Visit, { id, timezone }: DigestConfig, text: string, next: number | null): Answer {
  const due = next === null ? 'No slot is to come.' : `Next: ${clockText(next, timezone, visit.now)}.`;
  return done(visit, `/digests/${id}`, `${text} ${due}`);
}

/** The last day of a pause, or null where the field is empty. */
function lastDay(visit: Visit): Day | null {
  const until = visit.field('until');
  if (until === '') return null;
  if (isDay(until)) return until;
  throw new UserError('usage', `${until} is no day: write one such as 2027-01-03, or leave it empty.`);
}

function slotOfVisit(visit: Visit): Moment {
  const at = Date.parse(visit.field('slot'));
  if (Number.isFinite(at)) return { kind: 'instant', at };
  throw new UserError('usage', 'The slot is missing: open the page again.');
}

const toRun = (visit: Visit, { run, notes }: Asked, text: string): Answer =>
  done(visit, `/runs/${run}`, [text, ...notes].join(' '));

export function digestOfVisit({ config }: Pick<Desk, 'config'>, visit: Visit): DigestConfig {
  const { digests } = config();
  const digest = digests.get(visit.param('id'));
  if (digest) return digest;
  throw notThere('digest', visit.param('id'), digests.keys());
}

export function alertOfVisit({ config }: Pick<Desk, 'config'>, visit: Visit) {
  const { alerts } = config();
  const alert = alerts.get(visit.param('id'));
  if (alert) return alert;
  throw notThere('alert', visit.param('id'), alerts.keys());
}

function recipient(visit: Visit) {
  const to = visit.field('to');
  if (to !== '') return recipientOf(to);
  throw new UserError('usage', 'Name somebody: a mail address, or the id of a Slack channel.');
}

const DAY = 86_400_000;

/** When a snooze ends, epoch ms: the end of the day `until`, or after the time `for`; three days by default. */
function snoozeEnd(visit: Visit, zone: string): number {
  const until = visit.field('until');
  if (until !== '') {
    const end = isDay(until) ? startOfDay(zone, addDays(until, 1)) : Number.NaN;
    if (end > visit.now && end - visit.now <= 366 * DAY) return end;
    throw new UserError('usage', 'Snooze until a day from today on, within a year.');
  }
  const time = parseDuration(visit.field('for') || '3d') ?? Number.NaN;
  if (time >= 60_000 && time <= 365 * DAY) return visit.now + time;
  throw new UserError('usage', 'Snooze for a time such as 3d or 12h, from 1m to 365d.');
}

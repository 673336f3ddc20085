import { alertOf } from '../alerts/check-name.js';
import type { NoticeMessage } from '../channels/notice.js';
import { API_PLACE } from '../ledger/model/api-place.js';
import type { Delivery } from '../ledger/model/delivery.js';
import type { Run } from '../ledger/model/run.js';
import { hasUnknownResult } from '../ledger/model/states.js';
import { LEDGER_PLACE } from '../ledger/rewind.js';
import type { DigestNotice, Notice, ReloadNotice, ServiceNotice } from './notice.js';

/** The text of a notice. */
export type NoticeText = Omit<NoticeMessage, 'data'>;

export function noticeText(notice: Notice): NoticeText {
  if (notice.about === 'service') return ofService(notice);
  if (notice.about === 'reload' && notice.place === LEDGER_PLACE) return rewound(notice);
  if (notice.about === 'reload' && notice.place === API_PLACE) return announced(notice);
  if (notice.about === 'reload') return notice.health === 'refused' ? refused(notice) : taken(notice);
  return { failing, late, well: recovered }[notice.health](notice);
}

function rewound({ problem, page }: ReloadNotice): NoticeText {
  return {
    headline: 'The ledger is an older copy',
    story: [...problem, ...pageLine({ page })],
    todo: [{ command: 'botdigest runs', does: 'what it remembers, the latest first' }],
  };
}

function announced({ problem, page }: ReloadNotice): NoticeText {
  return {
    headline: 'the ChatBot API announces its end',
    story: [
      ...problem,
      'You will be notified once a day as long as its answers say so.',
      ...pageLine({ page }),
    ],
    todo: [],
  };
}

const PARTS = {
  store: { failing: 'the store takes no writes', well: 'the store takes writes again' },
  schedules: { failing: 'the schedules are not looked at', well: 'the schedules are looked at again' },
  heartbeat: { failing: 'the heartbeat fails', well: 'the heartbeat arrives again' },
} as const;

function ofService({ part, health, place, zone, since, problem, page }: ServiceNotice): NoticeText {
  const lasts = health === 'failing';
  return {
    headline: PARTS[part][health],
    story: [
      lasts
        ? `Process ${place}, since ${instant(since, zone)}.`
        : `Process ${place}, ${instant(since, zone)}. Before that:`,
      problem,
      ...(lasts ? ['You will be notified again when that is over.'] : []),
      ...pageLine({ page }),
    ],
    todo: [],
  };
}

function failing(notice: DigestNotice): NoticeText {
  const { run, lost, failures } = notice;
  const more =
    failures > 1 ? [`${times(failures)} runs have failed since ${instant(notice.since, notice.zone)}.`] : [];
  return {
    headline: `${nameOf(notice)}: ${whatHappened(notice)}`,
    story: [
      ...(run ? [about(notice, run)] : []),
      ...(run?.error ? [run.error] : []),
      ...(lost.length > 0 ? [lost.map(lineOf).join('\n')] : []),
      ...more,
      'You will be notified again when it works.',
      ...runLine(notice),
    ],
    todo: run ? commandsFor(run, lost) : [],
  };
}

function late(notice: DigestNotice): NoticeText {
  const { run, lost, zone } = notice;
  const why = run?.error ?? lost.find(({ error }) => error !== null)?.error;
  return {
    headline: `${nameOf(notice)}: late, and still tried`,
    story: [
      ...(run ? [about(notice, run), stillTried(run, zone)] : []),
      ...(why ? [why] : []),
      ...(lost.length > 0 ? [lost.map(lineOf).join('\n')] : []),
      'You will be notified again when it is out, or when it is given up.',
      ...runLine(notice),
    ],
    todo: run ? commandsFor(run, lost) : [],
  };
}

function stillTried({ state, notBefore, deadline, leaseOwner, attempt }: Run, zone: string): string {
  const until = deadline === null ? '' : `; it is tried until ${instant(deadline, zone)}`;
  if (state === 'retrying') return `Next try: ${instant(notBefore, zone)}${until}.`;
  if (state === 'running') return `${leaseOwner ?? 'A process'} works on it, attempt ${attempt}${until}.`;
  if (attempt > 0) return `It waits for a process to go on with it${until}.`;
  return `No process has begun it: look whether botdigest start runs, and whether \`concurrency\` is enough${until}.`;
}

/** A line with the URL of its page in the console, if there is one. */
const pageLine = ({ page }: Pick<Notice, 'page'>, path = '') =>
  page === null ? [] : [`Page: ${page}/${path}`];

/** The page of the run; once it was forgotten, that of the digest or the alert. */
function runLine({ page, run, digest }: Pick<DigestNotice, 'page' | 'run' | 'digest'>) {
  const alert = alertOf(digest);
  const subject = alert === null ? `digests/${digest}` : `alerts/${alert}`;
  return pageLine({ page }, run ? `runs/${run.id}` : subject);
}

function recovered(notice: DigestNotice): NoticeText {
  const { run, failures, digest } = notice;
  const before =
    failures === 0
      ? 'It was late.'
      : failures === 1
        ? 'The run before it failed.'
        : `The ${times(failures)} runs before it failed.`;
  const mended = run?.reason === 'corrected' && failures === 1;
  return {
    headline: `${nameOf(notice)}: works again`,
    story: [...(run ? [about(notice, run)] : []), mended ? CORRECTED : before, ...runLine(notice)],
    todo: [{ command: `botdigest runs --digest ${digest}`, does: 'shows its runs' }],
  };
}

const CORRECTED = 'Figures were missing from it; those who had it so have a correction.';

function refused(notice: ReloadNotice): NoticeText {
  const { place, problem } = notice;
  const file = place.slice(place.indexOf(':') + 1);
  return {
    headline: 'the new configuration is not used',
    story: [
      `${place} was read again and refused. The service goes on with the configuration before it.`,
      problem.join('\n'),
      'You will be notified again when a configuration is taken.',
      ...pageLine(notice, 'config'),
    ],
    todo: [{ command: `botdigest validate -c ${file}`, does: 'says everything that is wrong with it' }],
  };
}

function taken(notice: ReloadNotice): NoticeText {
  const { place, problem } = notice;
  return {
    headline: 'the configuration is in use again',
    story: [
      `${place} was read again and is in use. Before that it was refused:`,
      problem.join('\n'),
      ...pageLine(notice, 'config'),
    ],
    todo: [],
  };
}

/** `weekly`, or `alert outage` for the checks of an alert. */
function nameOf({ digest }: DigestNotice): string {
  const alert = alertOf(digest);
  return alert === null ? digest : `alert ${alert}`;
}

function whatHappened({ digest, run, lost, incomplete }: DigestNotice): string {
  if (run?.reason === 'nothing-fetched' && alertOf(digest) !== null) return 'could not be checked';
  if (run?.reason === 'quarantined') return 'quarantined';
  const unknown = lost.some(hasUnknownResult) ? ', partly with an unknown outcome' : '';
  if (incomplete && lost.length === 0) return 'delivered with figures missing';
  if (run?.state === 'failed') return `not delivered${unknown}`;
  if (run?.state === 'partial') return `delivered only in part${unknown}`;
  return lost.length > 0 ? `not delivered to everybody so far${unknown}` : 'failed';
}

function about({ title, digest, zone }: DigestNotice, { id, scheduledFor, state, reason }: Run): string {
  const due = title === digest ? 'Due' : `“${title}”, due`;
  return `${due} ${instant(scheduledFor, zone)}, run ${id}: ${state}, ${reason}.`;
}

const lineOf = ({ kind, target, part, state, reason }: Delivery) =>
  `- ${kind} ${target} (${part}): ${state}, ${reason}`;

function commandsFor({ id, state, reason }: Run, lost: readonly Delivery[]): NoticeText['todo'] {
  const held = lost.filter(({ state }) => state === 'held');
  const resend = {
    command: `botdigest resend ${id}`,
    does:
      RESENDS[state === 'retrying' || state === 'queued' ? state : reason] ??
      'sends what is missing, once the cause is mended',
  };
  // A run being worked on cannot be resent, and held deliveries are resolved.
  const resendable = state !== 'running' && (lost.length === 0 || lost.length > held.length);
  return [
    { command: `botdigest explain ${id}`, does: 'says why, step by step' },
    ...(resendable ? [resend] : []),
    ...held.map(({ id: delivery }) => ({
      command: `botdigest resolve ${delivery} --as delivered|failed|resend`,
      does: 'once you have checked whether it arrived',
    })),
  ];
}

const RESENDS: Readonly<Record<string, string>> = {
  retrying: 'tries at once what is missing',
  queued: 'works on it at once',
  incomplete: 'sends a correction to those who have it, once the API has the figures',
};

const times = (count: number) => count.toLocaleString('en-GB');

/** `Monday 23 November 2026 at 08:00 (Europe/Warsaw)` */
function instant(at: number, zone: string): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' });
  return `${clock.format(at).replace(',', '')} (${zone})`;
}

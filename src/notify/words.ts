import type { Delivery } from '../ledger/delivery.js';
import type { Run } from '../ledger/run.js';
import type { Notice } from './notice.js';

/** A notice as an operator reads it. */
export interface Words {
  /** One line, fit for a mail's subject. */
  readonly headline: string;
  /** What happened, a paragraph each. */
  readonly story: readonly string[];
  /** Commands with what each does. */
  readonly todo: readonly { readonly command: string; readonly does: string }[];
}

export function wordsOf(notice: Notice): Words {
  return notice.health === 'failing' ? failing(notice) : recovered(notice);
}

/** The words as plain text, commands under each other. */
export function plainText({ headline, story, todo }: Words): string {
  const width = Math.max(...todo.map(({ command }) => command.length));
  const commands = todo.map(({ command, does }) => `  ${command.padEnd(width)}  ${does}`);
  return [`${headline}.`, ...story, commands.join('\n')].filter(Boolean).join('\n\n').concat('\n');
}

function failing(notice: Notice): Words {
  const { run, lost, failures } = notice;
  const more =
    failures > 1 ? [`${times(failures)} runs have failed since ${instant(notice.since, notice.zone)}.`] : [];
  return {
    headline: `${notice.digest}: ${whatHappened(notice)}`,
    story: [
      ...(run ? [about(notice, run)] : []),
      ...(run?.error ? [run.error] : []),
      ...(lost.length > 0 ? [lost.map(lineOf).join('\n')] : []),
      ...more,
      'You are told once: the next word comes when it works again.',
    ],
    todo: run ? commandsFor(run, lost) : [],
  };
}

function recovered(notice: Notice): Words {
  const { run, failures, digest } = notice;
  const before =
    failures === 1 ? 'The run before it failed.' : `The ${times(failures)} runs before it failed.`;
  const mended = run?.reason === 'corrected' && failures === 1;
  return {
    headline: `${digest}: works again`,
    story: [...(run ? [about(notice, run)] : []), mended ? CORRECTED : before],
    todo: [{ command: `botdigest runs --digest ${digest}`, does: 'shows its runs' }],
  };
}

const CORRECTED = 'Figures were missing from it; those who had it so have a correction.';

function whatHappened({ run, lost, incomplete }: Notice): string {
  if (run?.reason === 'quarantined') return 'quarantined';
  const doubt = lost.some(({ state }) => state === 'unknown') ? ', partly in doubt' : '';
  if (incomplete && lost.length === 0) return 'delivered with figures missing';
  if (run?.state === 'failed') return `not delivered${doubt}`;
  if (run?.state === 'partial') return `delivered only in part${doubt}`;
  return lost.length > 0 ? `not delivered to everybody so far${doubt}` : 'failed';
}

function about({ title, digest, zone }: Notice, { id, scheduledFor, state, reason }: Run): string {
  const named = title === digest ? '' : `“${title}”, `;
  return `${named}due ${instant(scheduledFor, zone)}, run ${id}: ${state}, ${reason}.`;
}

const lineOf = ({ kind, target, part, state, reason }: Delivery) =>
  `- ${kind} ${target} (${part}): ${state}, ${reason}`;

function commandsFor({ id, reason }: Run, lost: readonly Delivery[]): Words['todo'] {
  const inDoubt = lost.filter(({ state, reason }) => state === 'unknown' && reason === 'held');
  const resend = {
    command: `botdigest resend ${id}`,
    does: RESENDS[reason] ?? 'sends what is missing, once the cause is mended',
  };
  return [
    { command: `botdigest explain ${id}`, does: 'says why, step by step' },
    ...(lost.length > 0 && lost.length === inDoubt.length ? [] : [resend]),
    ...inDoubt.map(({ id: delivery }) => ({
      command: `botdigest resolve ${delivery} --as delivered|failed|resend`,
      does: 'once you have looked whether it arrived',
    })),
  ];
}

const RESENDS: Readonly<Record<string, string>> = {
  incomplete: 'sends a correction to those who have it, once the API has the figures',
};

const times = (count: number) => count.toLocaleString('en-GB');

/** `Monday 23 November 2026 at 08:00 (Europe/Warsaw)` */
function instant(at: number, zone: string): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' });
  return `${clock.format(at).replace(',', '')} (${zone})`;
}

import type { Run } from '../ledger/model/run.js';
import { cleanLine } from '../lib/text/foreign.js';
import type { RunSubject } from '../run/alerts/check-digest.js';
import { isLate } from '../run/schedule/late.js';
import type { ServiceStatus } from './service-status.js';

/** Formats an instant (epoch ms). */
export type Shown = (at: number) => string;

/** Something that needs attention although the service works. */
export interface Warning {
  readonly about: 'late' | 'failed' | 'reload' | 'heartbeat' | 'store' | 'api';
  /** The digest concerned, or null. */
  readonly digest: string | null;
  /** What happened and what to do, without readers' addresses; `shown` formats its instants. */
  text(shown: Shown): string;
}

/** Warnings about incomplete runs: per digest those that are late, else the latest that ended incomplete. */
export function runWarnings(
  unfinished: readonly Run[],
  subjects: ReadonlyMap<string, RunSubject>,
  now: number,
): Warning[] {
  return [...subjects.values()].flatMap((digest): Warning[] => {
    const own = unfinished.filter((run) => run.digest === digest.id);
    const late = own.filter((run) => isLate(run, digest, now));
    if (late.length > 0)
      return late.map((run) => ({ about: 'late', digest: digest.id, text: (shown) => lateText(run, shown) }));
    const ended = own.filter(({ state }) => state === 'failed' || state === 'partial').at(-1);
    return ended ? [{ about: 'failed', digest: digest.id, text: (shown) => endedText(ended, shown) }] : [];
  });
}

/** Warnings about the state of the service. */
export function statusWarnings({ reload, heartbeat, rewound, announced }: ServiceStatus): Warning[] {
  const warnings: (Warning | null)[] = [
    rewound === null ? null : plainWarning('store', rewound),
    reload.problem === null
      ? null
      : plainWarning('reload', `${NOT_USED} ${cleanLine(masked(reload.problem))}`),
    heartbeat === null ? null : plainWarning('heartbeat', `The heartbeat fails: ${heartbeat}`),
    announced === null ? null : plainWarning('api', announced.text),
  ];
  return warnings.filter((warning) => warning !== null);
}

const NOT_USED = 'The new configuration is not used, the one before it stays.';

const plainWarning = (about: Warning['about'], text: string): Warning => ({
  about,
  digest: null,
  text: () => text,
});

function lateText({ digest, id, state, reason, scheduledFor, notBefore }: Run, shown: Shown): string {
  const next = state === 'retrying' ? ` The next try is at ${shown(notBefore)}.` : '';
  return `${digest} is late: it was due at ${shown(scheduledFor)} and is ${state}, ${reason}.${next} botdigest explain ${id} says why.`;
}

function endedText({ digest, id, state, reason, scheduledFor }: Run, shown: Shown): string {
  return `${digest} was not completely delivered: its run for ${shown(scheduledFor)} is ${state}, ${reason}. botdigest explain ${id} says why.`;
}

/** Masks the local part of mail addresses, so that the page names no reader. */
const masked = (text: string) => text.replace(/([^\s“”"'<>(),:;@])[^\s“”"'<>(),:;@]*@/g, '$1…@');

/** The overall state in one line, the most urgent first. */
export function headline(problems: readonly string[], warnings: readonly Warning[]): string {
  if (problems.length > 0) return 'The service has a problem';
  const of = (about: Warning['about']) => [
    ...new Set(warnings.filter((one) => one.about === about).map(({ digest }) => digest ?? '')),
  ];
  const late = of('late');
  const failed = of('failed');
  const parts = [
    ...(late.length === 1
      ? [`${late[0]} is late`]
      : late.length > 1
        ? [`${late.length} digests are late`]
        : []),
    ...(failed.length === 1
      ? [`${failed[0]} needs attention`]
      : failed.length > 1
        ? [`${failed.length} digests need attention`]
        : []),
    ...(of('reload').length > 0 ? ['the new configuration is not used'] : []),
    ...(of('store').length > 0 ? ['the ledger is an older copy'] : []),
    ...(of('heartbeat').length > 0 ? ['the heartbeat fails'] : []),
    ...(of('api').length > 0 ? ['the API announces its end'] : []),
  ];
  const all = parts.join(', ').replace(/^the /, 'The ');
  return all === '' ? 'All is well' : all;
}

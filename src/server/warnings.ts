import type { DigestConfig } from '../config/config.js';
import type { Run } from '../ledger/model/run.js';
import { cleanLine } from '../lib/text/foreign.js';
import { isLate } from '../run/schedule/late.js';
import type { ServiceStatus } from './service-status.js';

/** How an instant (epoch ms) is written. */
export type Shown = (at: number) => string;

/** Something that a person should look at, though the service itself works. */
export interface Warning {
  readonly about: 'late' | 'failed' | 'reload' | 'heartbeat' | 'store';
  /** The digest that it concerns, or null. */
  readonly digest: string | null;
  /** What happened and what to do, without any reader's address; `shown` writes its instants. */
  text(shown: Shown): string;
}

/** What is to be said of runs that are not whole: of each digest those that are late, else the latest that ended so. */
export function runWarnings(
  unfinished: readonly Run[],
  digests: ReadonlyMap<string, DigestConfig>,
  now: number,
): Warning[] {
  return [...digests.values()].flatMap((digest): Warning[] => {
    const own = unfinished.filter((run) => run.digest === digest.id);
    const late = own.filter((run) => isLate(run, digest, now));
    if (late.length > 0)
      return late.map((run) => ({ about: 'late', digest: digest.id, text: (shown) => lateText(run, shown) }));
    const ended = own.filter(({ state }) => state === 'failed' || state === 'partial').at(-1);
    return ended ? [{ about: 'failed', digest: digest.id, text: (shown) => endedText(ended, shown) }] : [];
  });
}

/** What is to be said of the service's own state. */
export function standingWarnings({ reload, heartbeat, rewound }: ServiceStatus): Warning[] {
  const said: (Warning | null)[] = [
    rewound === null ? null : plainWarning('store', rewound),
    reload.problem === null
      ? null
      : plainWarning('reload', `${NOT_USED} ${cleanLine(masked(reload.problem))}`),
    heartbeat === null ? null : plainWarning('heartbeat', `The heartbeat does not arrive: ${heartbeat}`),
  ];
  return said.filter((warning) => warning !== null);
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
  return `${digest} is not whole: its run for ${shown(scheduledFor)} is ${state}, ${reason}. botdigest explain ${id} says why.`;
}

/** Mail addresses without what stands before their `@`: whoever may open the page sees no reader. */
const masked = (text: string) => text.replace(/([^\s“”"'<>(),:;@])[^\s“”"'<>(),:;@]*@/g, '$1…@');

/** One line on how all is: the most pressing thing first. */
export function headline(problems: readonly string[], warnings: readonly Warning[]): string {
  if (problems.length > 0) return 'The service is in trouble';
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
      ? [`${failed[0]} needs a look`]
      : failed.length > 1
        ? [`${failed.length} digests need a look`]
        : []),
    ...(of('reload').length > 0 ? ['the new configuration is not used'] : []),
    ...(of('store').length > 0 ? ['the ledger is an older copy'] : []),
    ...(of('heartbeat').length > 0 ? ['the heartbeat does not arrive'] : []),
  ];
  const all = parts.join(', ').replace(/^the /, 'The ');
  return all === '' ? 'All is well' : all;
}

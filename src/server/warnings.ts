import { checkName } from '../alerts/check-name.js';
import type { AlertStatus } from '../alerts/status.js';
import type { Run } from '../ledger/model/run.js';
import { groupedBy } from '../lib/grouped.js';
import { cleanLine } from '../lib/text/foreign.js';
import { maskedAddresses } from '../lib/text/masked.js';
import type { RunSubject } from '../run/alerts/check-digest.js';
import { isLate } from '../run/schedule/late.js';
import type { ServiceStatus } from './service-status.js';

/** Formats an instant (epoch ms). */
export type Shown = (at: number) => string;

/** Something that needs attention although the service works. */
export interface Warning {
  readonly about: 'late' | 'failed' | 'doubt' | 'reload' | 'heartbeat' | 'store' | 'alert' | 'api';
  /** The digest concerned, or `alert.outage`, or null. */
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

/** Warnings about digests whose last run that ended is not whole, where the run was asked for by a person: schedules are in `runWarnings`. */
export function askedWarnings(
  lastRuns: ReadonlyMap<string, readonly Run[]>,
  unfinished: readonly Run[],
): Warning[] {
  const known = new Set(unfinished.map(({ digest }) => digest));
  return [...lastRuns].flatMap(([digest, runs]): Warning[] => {
    const ended = runs.find(({ finishedAt }) => finishedAt !== null);
    if (known.has(digest) || (ended?.state !== 'failed' && ended?.state !== 'partial')) return [];
    return [{ about: 'failed', digest, text: (shown) => endedText(ended, shown) }];
  });
}

/** A warning about each run with deliveries whose outcome a person must say. */
export const doubtWarnings = (inDoubt: readonly { readonly run: Run }[]): Warning[] =>
  [...groupedBy(inDoubt, ({ run }) => run.id).values()].map(([{ run }, ...more]) => ({
    about: 'doubt',
    digest: run.digest,
    text: (shown) => doubtText(run, 1 + more.length, shown),
  }));

/** Warnings about the state of the service. */
export function statusWarnings({ reload, heartbeat, rewound, announced }: ServiceStatus): Warning[] {
  const warnings: (Warning | null)[] = [
    rewound === null ? null : plainWarning('store', rewound),
    reload.problem === null
      ? null
      : plainWarning('reload', `${NOT_USED} ${cleanLine(maskedAddresses(reload.problem))}`),
    heartbeat === null ? null : plainWarning('heartbeat', `The heartbeat fails: ${heartbeat}`),
    announced === null ? null : plainWarning('api', announced.text),
  ];
  return warnings.filter((warning) => warning !== null);
}

/** A warning about each alert that fires and is not snoozed. */
export const firingWarnings = (alerts: readonly AlertStatus[]): Warning[] =>
  alerts
    .filter(({ state }) => state === 'firing')
    .map(({ alert: { id }, since }) => ({
      about: 'alert',
      digest: checkName(id),
      text: () =>
        `The alert ${id} fires${since === null ? '' : ` since ${since}`}. botdigest alerts says what it found.`,
    }));

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

function doubtText({ digest, id, scheduledFor }: Run, count: number, shown: Shown): string {
  const what = count === 1 ? 'one delivery in doubt' : `${count} deliveries in doubt`;
  return `${digest} has ${what}, of its run for ${shown(scheduledFor)}: a person must say whether it arrived. botdigest explain ${id} says why.`;
}

function endedText({ digest, id, state, reason, scheduledFor }: Run, shown: Shown): string {
  if (reason === 'incomplete')
    return `${digest} lacks figures: its run for ${shown(scheduledFor)} is ${state}, ${reason}. botdigest explain ${id} says why.`;
  return `${digest} was not completely delivered: its run for ${shown(scheduledFor)} is ${state}, ${reason}. botdigest explain ${id} says why.`;
}

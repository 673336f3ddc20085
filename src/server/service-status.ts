import { rewoundText } from '../ledger/rewind.js';
import { messageOf } from '../lib/errors.js';
import { asSentence } from '../lib/text/clause.js';
import type { ServicePart } from '../notify/notice.js';
import type { ServiceEvent } from '../run/events/event.js';

/** The state of the service, derived from its events. Instants are epoch ms. */
export interface ServiceStatus {
  readonly startedAt: number;
  /** When the schedules were last evaluated successfully. */
  readonly tickedAt: number | null;
  readonly stopping: boolean;
  /** When the configuration was last read (`at`) and last accepted (`takenAt`), what that changed, and why the last one was refused. */
  readonly reload: {
    readonly at: number;
    readonly takenAt: number;
    readonly changes: readonly string[];
    readonly problem: string | null;
  };
  /** The warning after a restored ledger, or null. */
  readonly rewound: string | null;
  /** Why the last heartbeat failed, or null. */
  readonly heartbeat: string | null;
  /** What the API last announced of its end, and when an answer last said so; null when none did for a week. */
  readonly announced: { readonly text: string; readonly at: number } | null;
  /** Why the service could not use the store last, or null. */
  readonly store: string | null;
}

export const initialStatus = (now: number): ServiceStatus => ({
  startedAt: now,
  tickedAt: null,
  stopping: false,
  reload: { at: now, takenAt: now, changes: [], problem: null },
  rewound: null,
  heartbeat: null,
  announced: null,
  store: null,
});

/** A weekly digest asks once a week: until then its last answer holds. */
const ANNOUNCED_FOR = 8 * 86_400_000;

export function statusAfter(status: ServiceStatus, event: ServiceEvent): ServiceStatus {
  switch (event.kind) {
    case 'ticked':
      return {
        ...status,
        tickedAt: event.at,
        announced: isRecent(status.announced, event.at) ? status.announced : null,
      };
    case 'reloaded': {
      const { at, problem } = event;
      const { takenAt, changes } = problem === null ? { takenAt: at, changes: event.changes } : status.reload;
      return { ...status, reload: { at, takenAt, changes, problem } };
    }
    case 'rewound':
      return { ...status, rewound: rewoundText(event) };
    case 'announced':
      return { ...status, announced: { text: event.text, at: event.at } };
    case 'heartbeat':
      return { ...status, heartbeat: event.problem };
    case 'store':
      return { ...status, store: event.fault && messageOf(event.fault) };
    default:
      return status;
  }
}

const isRecent = (announced: ServiceStatus['announced'], at: number): boolean =>
  announced !== null && at - announced.at < ANNOUNCED_FOR;

/** The schedules are evaluated every minute; two missed in a row are a fault. */
const MAX_SILENCE = 90_000;

/** Problems of the service apart from its store, one message each. */
export function problemsOf({ startedAt, tickedAt }: ServiceStatus, now: number): string[] {
  if (tickedAt !== null && now - tickedAt < MAX_SILENCE) return [];
  const advice = 'See the log for the cause; if it shows none, restart the service.';
  if (tickedAt !== null)
    return [
      `The schedules were last evaluated ${seconds(now - tickedAt)} ago, at ${new Date(tickedAt).toISOString()}; this should happen every minute. ${advice}`,
    ];
  return now - startedAt < MAX_SILENCE
    ? ['The schedules have not been evaluated yet.']
    : [`The schedules have not been evaluated since the start ${seconds(now - startedAt)} ago. ${advice}`];
}

/** What fails, by part, for notices. Schedules that wait for the store, or of a service that starts, are no trouble of their own. */
export function partProblems(status: ServiceStatus, now: number): ReadonlyMap<ServicePart, string> {
  const { store, heartbeat, tickedAt, startedAt } = status;
  const starts = tickedAt === null && now - startedAt < MAX_SILENCE;
  const schedules = store === null && !starts ? problemsOf(status, now).join(' ') : '';
  const problems: readonly (readonly [ServicePart, string | null])[] = [
    ['store', store],
    ['schedules', schedules || null],
    ['heartbeat', heartbeat === null ? null : asSentence(heartbeat)],
  ];
  return new Map(problems.flatMap(([part, problem]) => (problem === null ? [] : [[part, problem] as const])));
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} seconds`;

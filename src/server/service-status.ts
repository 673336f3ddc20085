import { rewoundText } from '../ledger/rewind.js';
import type { ServiceEvent } from '../run/events/event.js';

/** How the service stands, from what has happened so far. Instants are epoch ms. */
export interface ServiceStatus {
  readonly startedAt: number;
  /** When the schedules were last looked at with success. */
  readonly tickedAt: number | null;
  readonly stopping: boolean;
  /** When the configuration was last read, and what is wrong with it when it is not used. */
  readonly reload: { readonly at: number; readonly takenAt: number; readonly problem: string | null };
  /** What is to be said of a ledger that was put back, or null. */
  readonly rewound: string | null;
  /** Why the heartbeat does not arrive, or null. */
  readonly heartbeat: string | null;
}

export const standingAtStart = (now: number): ServiceStatus => ({
  startedAt: now,
  tickedAt: null,
  stopping: false,
  reload: { at: now, takenAt: now, problem: null },
  rewound: null,
  heartbeat: null,
});

export function standingAfter(standing: ServiceStatus, happening: ServiceEvent): ServiceStatus {
  switch (happening.kind) {
    case 'ticked':
      return { ...standing, tickedAt: happening.at };
    case 'reloaded': {
      const { at, problem } = happening;
      const takenAt = problem === null ? at : standing.reload.takenAt;
      return { ...standing, reload: { at, takenAt, problem } };
    }
    case 'rewound':
      return { ...standing, rewound: rewoundText(happening.runs) };
    case 'heartbeat':
      return { ...standing, heartbeat: happening.problem };
    default:
      return standing;
  }
}

/** A look at the schedules is due every minute; two in a row that fail are a fault. */
const MAX_SILENCE = 90_000;

/** What is wrong with the service apart from its store, a sentence each. */
export function problemsOf({ startedAt, tickedAt }: ServiceStatus, now: number): string[] {
  if (tickedAt !== null && now - tickedAt < MAX_SILENCE) return [];
  const advice = 'The log says why; when it says nothing, start the service again.';
  if (tickedAt !== null)
    return [
      `The schedules were last looked at ${seconds(now - tickedAt)} ago, at ${new Date(tickedAt).toISOString()}; they should be every minute. ${advice}`,
    ];
  return now - startedAt < MAX_SILENCE
    ? ['The schedules have not been looked at yet.']
    : [`The schedules have not been looked at since the start ${seconds(now - startedAt)} ago. ${advice}`];
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} seconds`;

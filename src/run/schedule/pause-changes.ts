import type { Ledger, StoredPause } from '../../ledger/ledger.js';
import type { Clock } from '../../lib/time/clock.js';
import type { Observe, ServiceEvent } from '../events/event.js';

type PauseEvent = Extract<ServiceEvent, { kind: 'pause' }>;

/** Pauses and skips as they were at a time (epoch ms). */
export interface SeenPauses {
  readonly at: number;
  readonly all: readonly StoredPause[];
}

/** Reports pauses and skips that any process stored since the last look, at the first one those that last. */
export function watchPauses({
  ledger,
  clock,
  observe,
}: {
  readonly ledger: Pick<Ledger, 'pauses'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly observe: Observe;
}): () => Promise<void> {
  let seen: SeenPauses | null = null;
  return async () => {
    const found = { at: clock.now(), all: await ledger.pauses.all() };
    for (const event of pauseChanges(seen, found)) observe(event);
    seen = found;
  };
}

/** What has begun and ended between two looks; `before` is null at the first one. A skip ends only when it is taken back. */
export function pauseChanges(before: SeenPauses | null, after: SeenPauses): readonly PauseEvent[] {
  const known = new Map((before?.all ?? []).map((pause) => [keyOf(pause), pause]));
  return after.all.flatMap((pause): PauseEvent[] => {
    const earlier = known.get(keyOf(pause));
    const isNew =
      before === null ? !isOver(pause, after.at) && !isEnded(pause, after.at) : earlier === undefined;
    const ended =
      before !== null && isEnded(pause, after.at) && (earlier === undefined || !isEnded(earlier, before.at));
    return [
      ...(isNew ? [{ kind: 'pause', what: 'begun', pause } as const] : []),
      ...(ended ? [{ kind: 'pause', what: 'ended', pause } as const] : []),
    ];
  });
}

const keyOf = ({ digest, kind, from, at }: StoredPause) => JSON.stringify([digest, kind, from, at]);

const isOver = ({ until }: StoredPause, at: number) => until !== null && until <= at;

/** Whether readers of the log are to be told of its end by then. */
const isEnded = (pause: StoredPause, at: number) =>
  pause.endedBy !== null || (pause.kind === 'pause' && isOver(pause, at));

import type { Clock } from '../../lib/time/clock.js';
import { GRACE, MAX_WORK } from '../journal/limits.js';

interface Timer {
  readonly clock: Clock;
}

/** Does `task` with a signal that aborts with any of `signals` or after `MAX_WORK`; `done` aborts when the task has ended. */
export async function limitTime<T>(
  timer: Timer,
  signals: readonly AbortSignal[],
  task: (signal: AbortSignal, done: AbortSignal) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  try {
    return await task(AbortSignal.any([...signals, overlong(timer, done.signal)]), done.signal);
  } finally {
    done.abort();
  }
}

/** Aborts after `MAX_WORK` unless `done`. */
function overlong({ clock }: Timer, done: AbortSignal): AbortSignal {
  const limit = new AbortController();
  const end = () => limit.abort(new DOMException('The work on the run took too long.', 'TimeoutError'));
  clock.sleep(MAX_WORK, done).then(end, () => {});
  return limit.signal;
}

/** Aborts `GRACE` after `stop`. */
export function graceAfter(stop: AbortSignal, { clock }: Timer, done: AbortSignal): AbortSignal {
  const grace = new AbortController();
  const wait = () => {
    clock.sleep(GRACE, done).then(
      () => grace.abort(stop.reason),
      () => {},
    );
  };
  if (stop.aborted) wait();
  else stop.addEventListener('abort', wait, { once: true });
  // Not with the `signal` option: of several listeners on one target, Node keeps only the last from being collected.
  done.addEventListener('abort', () => stop.removeEventListener('abort', wait), { once: true });
  return grace.signal;
}

/** A signal of one's own that aborts as another does, until it is left. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Aborts it alone. */
  abort(reason: unknown): void;
  leave(): void;
}

/**
 * For what is shorter than the signal it heeds: Node 20 holds a reference to everything that `AbortSignal.any` ever made of a signal for
 * as long as that signal lives, which for a service is always.
 */
export function linkSignal(signal: AbortSignal): LinkedSignal {
  const own = new AbortController();
  const abort = () => own.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return {
    signal: own.signal,
    abort: (reason) => own.abort(reason),
    leave: () => signal.removeEventListener('abort', abort),
  };
}

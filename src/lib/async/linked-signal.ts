/** A signal that aborts when its parent does, until it is unlinked. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Aborts this signal, not its parent. */
  abort(reason: unknown): void;
  unlink(): void;
}

/**
 * For work that ends before its parent signal. `AbortSignal.any` would leak: Node 20 keeps every signal derived from a parent for as long
 * as the parent lives, which for a service is always.
 */
export function linkSignal(signal: AbortSignal): LinkedSignal {
  const own = new AbortController();
  const abort = () => own.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return {
    signal: own.signal,
    abort: (reason) => own.abort(reason),
    unlink: () => signal.removeEventListener('abort', abort),
  };
}

import { LedgerError } from '../../ledger/model/errors.js';
import type { Observe } from '../events/event.js';

/** Reports errors as events. */
export interface Trouble {
  /** Reports a store fault once, and once more when it is over; all other events as they come. */
  readonly observe: Observe;
  /** Reports an error instead of ending the service; null then. */
  guarded<T>(what: string, work: () => Promise<T>): Promise<T | null>;
  tell(what: string, error: unknown): void;
}

export function reportTrouble(to: Observe): Trouble {
  let reported: string | null = null;
  const observe: Observe = (event) => {
    if (event.kind === 'store') {
      const fault = event.fault?.code ?? null;
      if (fault === reported) return;
      reported = fault;
    }
    to(event);
  };
  const tell = (what: string, error: unknown) => {
    if (error instanceof LedgerError && error.code.startsWith('store-'))
      observe({ kind: 'store', fault: error });
    else observe({ kind: 'trouble', what, error });
  };
  return {
    observe,
    tell,
    async guarded(what, work) {
      try {
        return await work();
      } catch (error) {
        tell(what, error);
        return null;
      }
    },
  };
}

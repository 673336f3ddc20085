import { everyPoint } from './every-point.js';
import { faultsOf, type Medium, tryEnding } from './trial.js';

/** Ends a run by this medium at each of its points. */
export const everyPointBy = (medium: Medium): Promise<void> =>
  everyPoint({
    what: `a run by ${medium}`,
    least: 60,
    tryEnding: (at, signal = 'SIGKILL') => tryEnding(medium, at, signal),
    faultsOf: (trial) => [
      ...faultsOf(medium, trial),
      // Told to stop, it lets each send finish.
      ...(medium === 'mail' && trial.code !== null && trial.mails.length !== 3
        ? [`${trial.mails.length} mails without a kill`]
        : []),
    ],
  });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Lease duration: the run of a killed process is taken over after this. */
export const LEASE = 30 * SECOND;
export const RENEWAL = 10 * SECOND;

/** Time limit for one attempt at a run; it is then aborted and retried. */
export const MAX_WORK = 30 * MINUTE;

/** A digest made this long after its slot says that it is late. */
export const LATE = 5 * MINUTE;

/** How long after a send with an unknown outcome the other side is asked, or it is sent once more. */
export const UNKNOWN_WAIT = MINUTE;

/** How long a send in progress may take once the program is stopped. */
export const GRACE = 20 * SECOND;

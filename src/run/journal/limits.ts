const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long a claim stands without a renewal: the run of a killed process is taken over after that. */
export const LEASE = 30 * SECOND;
export const RENEWAL = 10 * SECOND;

/** Longest work on one run in one go: whatever hangs longer is stopped and tried again. */
export const MAX_WORK = 30 * MINUTE;

/** Readers are told of a digest made this long after its slot. */
export const LATE = 5 * MINUTE;

/** How long after a send with an unknown outcome the other side is asked, or it is sent once more. */
export const UNKNOWN_WAIT = MINUTE;

/** How long a send under way may take to end once the program is told to stop. */
export const GRACE = 20 * SECOND;

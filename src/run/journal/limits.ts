const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long a claim stands without a renewal: the run of a killed process is taken over after that. */
export const LEASE = 30 * SECOND;
export const RENEWAL = 10 * SECOND;

/** Longest work on one run in one go: whatever hangs longer is stopped and tried again. */
export const MAX_WORK = 30 * MINUTE;

/** Readers are told of a digest made this long after its slot. */
export const LATE = 5 * MINUTE;

/** Until the other side is asked what became of a send in doubt, or it is sent once more. */
export const DOUBT = MINUTE;

/** How long a send under way may take to end once the program is told to stop. */
export const GRACE = 20 * SECOND;

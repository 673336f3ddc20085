/** With fewer conversations (or uses) in either window, shares and rates of them get no sentence. */
export const MIN_COUNT = 30;

/** The smallest share of a change, or of all fallbacks, for which one bot or source is named. */
export const MIN_LEADER_SHARE = 0.5;

/** A part is named for a change when it accounts for so many times as much of it as its size does. */
export const AHEAD = 1.3;

/** The smallest change of a bot or source that is told, as a fraction of all conversations. */
export const LEAST_PART = 0.005;

/** From this multiple on a rise is told as one. */
export const MANY_TIMES = 2;

/** A single day stands out of a window that is as usual at this many standard deviations. */
export const DAY_LIMIT = 3.5;

/** The fewest fallbacks for which a step is named. */
export const MIN_FALLBACKS = 5;

/** φ assumed of the uses of an interaction: people use several in one conversation. */
export const USES_DISPERSION = 2;

/** More hours of work are suggested when they cover at least this share of the conversations. */
export const MIN_COVER = 0.05;

/** Names listed in one sentence before the rest are counted. */
export const MAX_NAMES = 3;

/** The most callouts shown; beyond it those without a claim are left out first. */
export const MAX_CALLOUTS = 7;

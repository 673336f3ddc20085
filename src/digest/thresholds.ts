/**
 * With fewer conversations (or uses) in either window a change gets no sentence, and no colour unless the change itself is as
 * large.
 */
export const MIN_COUNT = 30;

/** A smaller relative change is called steady. */
export const STEADY_CHANGE = 0.05;

/** The smallest relative change for a callout about another figure, a bot or a source. */
export const LARGE_CHANGE = 0.2;

/** The smallest distance between a figure's change and that of conversations for a callout, as a fraction. */
export const MIN_DIFFERENCE = 0.05;

/** The smallest share of a change for which one bot is named. */
export const MIN_LEADER_SHARE = 0.5;

/** A rise of the fallback rate by this fraction (one percentage point) gets tone `attention`. */
export const FALLBACK_RISE = 0.01;

/** From this fallback rate on the tone is `attention` even without a rise. */
export const FALLBACK_HIGH = 0.2;

/** The fewest fallbacks for which a step is named. */
export const MIN_FALLBACKS = 5;

/** Half the width of a weekday's usual range, in robust standard deviations. */
export const USUAL_REACH = 2;

/** A day is an outlier at this many times the distance from the median to an end of the usual range. */
export const OUTLIER_FACTOR = 2;

/** The fewest weeks of history for which a weekday has a usual range. */
export const MIN_WEEKS = 6;

/** Names listed in one sentence before the rest are counted. */
export const MAX_NAMES = 3;

/** The most callouts shown; beyond it, those without `attention` are dropped, the last first. */
export const MAX_CALLOUTS = 6;

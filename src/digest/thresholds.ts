/**
 * Below this many conversations (or uses) in either window no change is worth a sentence, nor a colour unless it is as
 * many itself.
 */
export const MIN_COUNT = 30;

/** A relative change smaller than this is called steady. */
export const STEADY_CHANGE = 0.05;

/** A figure other than conversations, or a single bot or source, is named from this change on. */
export const LARGE_CHANGE = 0.2;

/** How far a figure's change must lie from that of conversations to be news of its own, as a fraction. */
export const MIN_DIFFERENCE = 0.05;

/** The part of a change that one bot must bring to be named for it. */
export const MIN_LEADER_SHARE = 0.5;

/** A rise of the fallback rate by this much, as a fraction (one percentage point), asks for a look. */
export const FALLBACK_RISE = 0.01;

/** From this fallback rate on the rate asks for a look even without a rise. */
export const FALLBACK_HIGH = 0.2;

/** A step is named once it has this many fallbacks. */
export const MIN_FALLBACKS = 5;

/** The usual range of a weekday reaches this many spreads (robust standard deviations) from its middle, both ways. */
export const USUAL_REACH = 2;

/** A day is named when it lies this many times as far from the middle as the ends of the usual range. */
export const OUTLIER_FACTOR = 2;

/** A weekday has something usual once so many weeks of the history are known. */
export const MIN_WEEKS = 6;

/** Names listed in one sentence before the rest are counted. */
export const MAX_NAMES = 3;

/** Callouts shown; of more, those that need no look give way, the last ones first. */
export const MAX_CALLOUTS = 6;

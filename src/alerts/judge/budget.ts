import { normalQuantile } from '../../baseline/normal.js';
import { SILENT_PROBABILITY } from '../../baseline/silence.js';
import type { AlertConfig } from '../../config/config.js';
import { type AlertKind, watchedBy } from '../series.js';
import { DRIFT_LIMIT, DRIFT_SLACK } from './cusum.js';

const YEAR = 365;

/** Kinds whose limits follow from the budget; what a limit of the file says is no matter of chance. */
export const BY_CHANCE: ReadonlySet<AlertKind> = new Set(['silence', 'unusual', 'drift', 'up', 'down']);

/** A day within the central 95 % is never far from what is usual. */
const MAX_ALPHA = 0.05;

/** A change is not told below this deviate, whatever the budget. */
const MIN_CHANGE_LIMIT = 2.6;

/**
 * Probability of a false alarm that each series of an alert has on a day, so that all of them together have no more than the budget allows
 * (Bonferroni).
 */
export function alphaOf(alert: AlertConfig): number {
  const judged = watchedBy(alert).filter(({ series }) => BY_CHANCE.has(series.kind));
  return Math.min(alert.budget / YEAR / Math.max(judged.length, 1), MAX_ALPHA);
}

/** The |z| beyond which a day is unusual. */
export const dayLimit = (alpha: number): number => normalQuantile(1 - alpha / 2);

/** The z beyond which a change in one direction is news. */
export const changeLimit = (alpha: number): number => Math.max(MIN_CHANGE_LIMIT, normalQuantile(1 - alpha));

/** The probability of a run of empty days from which on it is silence. */
export const silenceLimit = (alpha: number): number => Math.min(alpha, SILENT_PROBABILITY);

/** The standard error of an estimated level in standard deviations of a day: for weights 0.85^age over eight weeks it is known as well as from 50 days. */
const LEVEL_ERROR = 1 / Math.sqrt(50);

/**
 * h of the two-sided CUSUM that gives a false alarm each 1 ⁄ alpha days: the average run length of one side is (e^2kb − 1 − 2kb) ⁄ 2k² with
 * b = h + 1.166 (Siegmund 1985), half of it that of both. All days err by the same level, which takes its standard error from k.
 */
export function driftLimit(alpha: number): number {
  const slack = DRIFT_SLACK - LEVEL_ERROR;
  const length = (4 * slack ** 2) / alpha;
  let exponent = Math.log(length + 1);
  for (let round = 0; round < 8; round += 1) exponent = Math.log(length + 1 + exponent);
  return Math.max(DRIFT_LIMIT, exponent / (2 * slack) - 1.166);
}

import type { Pause } from '../config/config.js';
import { addDays, localTime, startOfDay } from '../lib/time/zone.js';
import { nextScheduled, type Schedule } from './schedule.js';

/** Slots that a person leaves out: those at `from` and later, before `until` (epoch ms; null: without an end). A skip covers one slot. */
export interface PauseSpan {
  readonly kind: 'pause' | 'skip';
  readonly from: number;
  readonly until: number | null;
  /** Who asked for it: a user, or `console`. */
  readonly by: string;
}

/** What leaves slots of a digest out. */
export interface PauseRules {
  readonly zone: string;
  /** In the configuration. */
  readonly pause: Pause | null;
  /** By hand. */
  readonly leftOut?: readonly PauseSpan[];
}

/** Why a slot is left out. */
export interface Omission {
  readonly reason: 'paused' | 'skipped-by-hand';
  /** Null: by the configuration. */
  readonly by: string | null;
  /** The end, exclusive, epoch ms; null without one. */
  readonly until: number | null;
}

/** Why a slot (epoch ms) is left out, or null: a skip before a pause by hand before that of the configuration, by local days of the zone. */
export function omissionAt({ zone, pause, leftOut = [] }: PauseRules, at: number): Omission | null {
  const covering = leftOut.filter(({ from, until }) => from <= at && at < (until ?? NEVER));
  const skip = covering.find(({ kind }) => kind === 'skip');
  if (skip) return { reason: 'skipped-by-hand', by: skip.by, until: skip.until };
  const [longest] = covering.toSorted((one, other) => (other.until ?? NEVER) - (one.until ?? NEVER));
  if (longest) return { reason: 'paused', by: longest.by, until: longest.until };
  return configured(pause, zone, at);
}

function configured(pause: Pause | null, zone: string, at: number): Omission | null {
  if (pause === null) return null;
  if (pause === 'always') return { reason: 'paused', by: null, until: null };
  const { day } = localTime(zone, at);
  if (day < pause.from || day > pause.to) return null;
  return { reason: 'paused', by: null, until: startOfDay(zone, addDays(pause.to, 1)) };
}

const NEVER = Number.POSITIVE_INFINITY;

/** The first slot after `after` (epoch ms) that is not left out, or null. */
export function nextUnpaused(schedule: Schedule & PauseRules, after: number): number | null {
  for (let from = after; ; ) {
    const [next] = nextScheduled(schedule, from, 1);
    if (next === undefined) return null;
    const omission = omissionAt(schedule, next);
    if (omission === null) return next;
    if (omission.until === null) return null;
    from = omission.until - 1;
  }
}

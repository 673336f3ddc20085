import type { DigestConfig } from '../../config/config.js';
import type { StoredPause } from '../../ledger/ledger.js';
import { timetableOf } from '../../run/schedule/timetable.js';
import { nextUnpaused, omissionAt } from '../../schedule/pause.js';
import { nextScheduled } from '../../schedule/schedule.js';
import { omissionText } from '../words/pauses.js';
import { clockText } from '../words/times.js';

/** When a digest is due next: an instant (epoch ms), or why there is none. */
export interface Next {
  readonly at: number | null;
  /** The instant, or why there is none. */
  readonly text: string;
  /** What is left out before it; empty for nothing. */
  readonly note: string;
  /** What a person may do about its slots. */
  readonly may: readonly ('pause' | 'resume' | 'skip')[];
}

/** `stored` are the pauses of all digests. */
export function nextOf(digest: DigestConfig, stored: readonly StoredPause[], now: number): Next {
  const { timezone: zone } = digest;
  const timetable = timetableOf(digest, stored);
  if (timetable === null) return { at: null, text: 'on demand', note: '', may: [] };
  const [slot] = nextScheduled(timetable, now, 1);
  if (slot === undefined) return { at: null, text: 'its schedule has ended', note: '', may: [] };
  const at = nextUnpaused(timetable, now);
  const omission = omissionAt(timetable, now) ?? omissionAt(timetable, slot);
  const left = omission ? omissionText(omission, zone, now) : '';
  const byHand = timetable.leftOut?.some(
    ({ kind, from, until }) => kind === 'pause' && from <= now && now < (until ?? NEVER),
  );
  return {
    at,
    text: at === null ? left || 'not due any more' : clockText(at, zone, now),
    note: at === null ? '' : left,
    may: [byHand ? 'resume' : 'pause', ...(omissionAt(timetable, slot) ? [] : (['skip'] as const))],
  };
}

const NEVER = Number.POSITIVE_INFINITY;

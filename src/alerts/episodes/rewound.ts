import { localTime } from '../../lib/time/zone.js';
import type { Episode } from './state.js';

const DAY = 86_400_000;

/** The first check over an older copy of the ledger. */
interface RewoundCheck {
  /** Episodes as the copy has them. */
  readonly before: readonly Episode[];
  /** When the copy took the place of the ledger, epoch ms. */
  readonly rewoundAt: number;
  readonly zone: string;
  /** The slot of the check, epoch ms. */
  readonly at: number;
  /** ms; null for once. */
  readonly remind: number | null;
}

/**
 * Takes as told what may have been told since the copy was made: what began or ended before it took the ledger's place. What still lasts a day later
 * is said as a reminder.
 */
export function takenAsTold(episodes: readonly Episode[], rewound: RewoundCheck): readonly Episode[] {
  const { before, rewoundAt, zone, at, remind } = rewound;
  const known = new Map(before.map((episode) => [episode.id, episode]));
  const day = localTime(zone, rewoundAt).day;
  return episodes.map((episode): Episode => {
    const { id, start, end, closedAt, told } = episode;
    const began = !known.has(id) && start < day;
    const ended = closedAt !== null && known.get(id)?.closedAt === null && end !== null && end < day;
    if (ended || (began && closedAt !== null)) return { ...episode, told: 'recovered', toldAt: at };
    if (!began || told !== 'nothing') return episode;
    return { ...episode, told: 'firing', toldAt: remind === null ? at : at - Math.max(remind - DAY, 0) };
  });
}

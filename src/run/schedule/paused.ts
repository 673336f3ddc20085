import type { DigestConfig } from '../../config/config.js';
import type { StoredPause } from '../../ledger/ledger.js';
import { type Omission, omissionAt } from '../../schedule/pause.js';

/** The digests with a schedule that are paused now (epoch ms), with the reason, by their id. */
export function pausedDigests(
  digests: Iterable<Pick<DigestConfig, 'id' | 'schedule' | 'pause' | 'timezone'>>,
  stored: readonly StoredPause[],
  now: number,
): ReadonlyMap<string, Omission> {
  const paused = new Map<string, Omission>();
  for (const { id, schedule, pause, timezone: zone } of digests) {
    const leftOut = stored.filter(({ digest, kind }) => digest === id && kind === 'pause');
    const omission = schedule === null ? null : omissionAt({ zone, pause, leftOut }, now);
    if (omission) paused.set(id, omission);
  }
  return paused;
}

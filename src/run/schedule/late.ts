import type { DigestConfig } from '../../config/config.js';
import type { Run } from '../../ledger/model/run.js';

/** A run queued long after its slot gets this long before it counts as late. */
const BEGINNING = 2 * 60_000;

const UNDER_WAY: readonly string[] = ['queued', 'running', 'retrying'];

/** True when a run is unfinished past its digest's `grace`. */
export function isLate(run: Run, { grace }: Pick<DigestConfig, 'grace'>, now: number): boolean {
  if (!UNDER_WAY.includes(run.state) || now < run.scheduledFor + grace) return false;
  return run.state === 'retrying' || now >= run.queuedAt + BEGINNING;
}

import type { DigestConfig } from '../../config/config.js';
import type { Run } from '../../ledger/model/run.js';

/** A run that is queued long after its slot, as after a stop, has this long to go out before it is called late. */
const BEGINNING = 2 * 60_000;

const UNDER_WAY: readonly string[] = ['queued', 'running', 'retrying'];

/** Whether a run is still under way and its digest should have been out by now, whatever it waits for. */
export function isLate(run: Run, { grace }: Pick<DigestConfig, 'grace'>, now: number): boolean {
  if (!UNDER_WAY.includes(run.state) || now < run.scheduledFor + grace) return false;
  return run.state === 'retrying' || now >= run.queuedAt + BEGINNING;
}

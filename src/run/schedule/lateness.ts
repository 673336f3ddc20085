import type { Run } from '../../ledger/model/run.js';
import type { LateReason, Slot } from '../../schedule/slot.js';
import { LATE } from '../journal/limits.js';

/** The slot of a run with the reason it is late, if it is; manual runs, tests and corrections never are. */
export function slotOf(run: Run, now: number): Slot {
  const { digest, scheduledFor, trigger } = run;
  const slot = { digest, scheduledFor, trigger };
  const punctual = PUNCTUAL.includes(trigger) || now - scheduledFor <= LATE;
  return punctual ? slot : { ...slot, late: lateReason(run) };
}

const PUNCTUAL: readonly Run['trigger'][] = ['manual', 'console', 'test', 'correction'];

function lateReason({ trigger, reason, attempt }: Run): LateReason {
  if (trigger === 'catch-up') return 'paused';
  if (trigger === 'resend') return 'asked';
  if (reason === 'taken-over') return 'interrupted';
  return attempt > 1 ? 'figures' : 'queue';
}

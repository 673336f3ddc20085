import { tracer } from '../../lib/system/tracer.js';

/** Names of all ledger writes, as traced; tests kill a process at each. */
export const LEDGER_WRITES = [
  'migrate',
  'probe',
  'prune',
  'slots.advance',
  'slots.moveIdle',
  'slots.request',
  'pauses.pause',
  'pauses.resume',
  'pauses.skip',
  'pauses.unskip',
  'runs.claim',
  'runs.renew',
  'runs.plan',
  'runs.correct',
  'runs.note',
  'runs.park',
  'runs.handBack',
  'runs.finish',
  'runs.reopen',
  'deliveries.begin',
  'deliveries.end',
  'deliveries.withdraw',
  'deliveries.decide',
  'deliveries.resolve',
  'streaks.late',
  'streaks.told',
  'reloads.keep',
  'reloads.announce',
  'reloads.told',
  'weeks.keep',
  'alerts.snooze',
  'leases.take',
  'leases.release',
] as const;

export type LedgerWrite = (typeof LEDGER_WRITES)[number];

/** Published for each write: `begun` once it has the lock, `done` before the commit, then `committed` or `failed`. */
export interface LedgerTrace {
  readonly name: LedgerWrite;
  readonly phase: 'begun' | 'done' | 'committed' | 'failed';
}

const publish = tracer<LedgerTrace>('botdigest:ledger');

export const trace = (name: LedgerWrite, phase: LedgerTrace['phase']): void => publish({ name, phase });

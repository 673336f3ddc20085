import { tracer } from '../../lib/system/tracer.js';

/** The steps of a run between two writes of the ledger, and what is published as each begins and ends. */
export interface RunTrace {
  readonly name: 'fetch' | 'render' | 'send' | 'find';
  readonly phase: 'begun' | 'ended';
  /** The delivery it is about, or the run. */
  readonly subject: string;
}

const publish = tracer<RunTrace>('botdigest:run');

/** Does `work` between two traces. */
export async function traced<T>(name: RunTrace['name'], subject: string, work: () => Promise<T>): Promise<T> {
  publish({ name, phase: 'begun', subject });
  const result = await work();
  publish({ name, phase: 'ended', subject });
  return result;
}

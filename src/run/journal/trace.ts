import { tracer } from '../../lib/system/tracer.js';

/** Published when a step between two ledger writes begins and ends. */
export interface RunTrace {
  readonly name: 'fetch' | 'render' | 'send' | 'find';
  readonly phase: 'begun' | 'ended';
  /** Id of the delivery or the run; of the digest where there is no run. */
  readonly subject: string;
}

const publish = tracer<RunTrace>('botdigest:run');

/** Runs `work` and publishes its begin and end. */
export async function traced<T>(name: RunTrace['name'], subject: string, work: () => Promise<T>): Promise<T> {
  publish({ name, phase: 'begun', subject });
  const result = await work();
  publish({ name, phase: 'ended', subject });
  return result;
}

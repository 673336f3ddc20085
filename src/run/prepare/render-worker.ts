import { isMachineFault } from '../../lib/system/resource-exhaustion.js';
import type { Room } from '../../lib/async/semaphore.js';
import { type Thread, ThreadEnded } from '../../lib/thread/worker-host.js';
import { type Printed, type PrintJob, type PrintTools, print } from './prepare-deliveries.js';

/** Where digests are composed and rendered. */
export interface Press {
  /** Everything that will be sent of a run; throws the signal's reason when it aborts before that. */
  print(job: PrintJob, signal: AbortSignal): Promise<Printed>;
  close(): Promise<void>;
}

export interface PressTools extends PrintTools {
  /** Many at a time would only hold memory, and the event loop. */
  readonly room: Room;
}

/** Prints on this thread. */
export function pressHere(tools: PressTools): Press {
  return {
    print: (job, signal) => tools.room(() => print(tools, job, signal)),
    async close() {},
  };
}

/** Prints on another thread, so that leases, sends and those who ask for the health of the service wait for no picture. */
export function pressOn(thread: Thread): Press {
  return {
    async print(job, signal) {
      try {
        return (await thread.ask(job, signal)) as Printed;
      } catch (error) {
        if (!(error instanceof ThreadEnded) && isStuck(error)) await thread.end(error);
        throw error;
      }
    },
    close: () => thread.end('it is not needed any more'),
  };
}

/**
 * Whether a thread is of no more use after that: Node never tries again to load a module that it could not read once, for want of a file handle
 * for example, and a digest that is never done would stand in the way of all others.
 */
const isStuck = (error: unknown) =>
  isMachineFault(error) ||
  (error instanceof Error &&
    (error.name === 'TimeoutError' || ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND')));

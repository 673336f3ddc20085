import type { Semaphore } from '../../lib/async/semaphore.js';
import { isResourceExhaustion } from '../../lib/system/resource-exhaustion.js';
import { WorkerEnded, type WorkerHost } from '../../lib/thread/worker-host.js';
import { type PrepareTools, type RenderedRun, type RenderJob, renderRun } from './render-run.js';

/** Where digests are composed and rendered. */
export interface RenderWorker {
  /** Everything that is sent, shown or written of a run; throws the signal's reason when it aborts before that. */
  prepare(job: RenderJob, signal: AbortSignal): Promise<RenderedRun>;
  close(): Promise<void>;
}

export interface RenderWorkerTools extends PrepareTools {
  /** Many at a time would only hold memory, and the event loop. */
  readonly semaphore: Semaphore;
}

/** Renders on this thread. */
export function renderInProcess(tools: RenderWorkerTools): RenderWorker {
  return {
    prepare: (job, signal) => tools.semaphore(() => renderRun(tools, job, signal)),
    async close() {},
  };
}

/** Renders on another thread, so that leases, sends and those who ask for the health of the service wait for no picture. */
export function renderOnThread(thread: WorkerHost): RenderWorker {
  return {
    async prepare(job, signal) {
      try {
        return (await thread.request(job, signal)) as RenderedRun;
      } catch (error) {
        if (!(error instanceof WorkerEnded) && isStuck(error)) await thread.end(error);
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
  isResourceExhaustion(error) ||
  (error instanceof Error &&
    (error.name === 'TimeoutError' || ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND')));

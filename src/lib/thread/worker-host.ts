import { type ResourceLimits, Worker } from 'node:worker_threads';
import { messageOf } from '../errors.js';
import { errorFrom } from './plain-error.js';
import type { WorkerAbort, WorkerAnswer, WorkerRequest } from './worker-protocol.js';

/** A program that answers questions in a thread of its own. Everything that crosses is copied as `structuredClone` copies it. */
export interface WorkerHost {
  /** Throws what the program threw for it, a ThreadEnded, or the signal's reason as soon as it aborts. */
  request(question: unknown, signal: AbortSignal): Promise<unknown>;
  /** Ends it at once, whatever is under way; the next question starts another. */
  end(cause: unknown): Promise<void>;
}

/** What was asked of a thread that is no more; `cause` is what ended it. The thread may have been busy with something else. */
export class WorkerEnded extends Error {
  override readonly name = 'ThreadEnded';

  constructor(cause: unknown) {
    super(`The thread that worked on it has ended: ${messageOf(cause)}`, { cause });
  }
}

interface Open {
  resolve(answer: unknown): void;
  reject(reason: unknown): void;
}

/** V8's own 48 for young objects would take 30 MB more at a busy minute, and save 3 % of the time. */
const LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 12 };

/** `data` is handed to the program as it starts. */
export function startWorker(program: string, data: unknown, limits = LIMITS): WorkerHost {
  const open = new Map<number, Open>();
  let worker: Worker | null = null;
  let asked = 0;
  const fail = (cause: unknown) => {
    worker = null;
    for (const { reject } of open.values()) reject(new WorkerEnded(cause));
    open.clear();
  };
  const start = () => {
    // Nothing that was preloaded into this process is wanted there.
    const started = new Worker(program, {
      workerData: data,
      execArgv: [],
      env: {},
      resourceLimits: limits,
    });
    started.on('message', (message: WorkerAnswer) => {
      const question = open.get(message.id);
      open.delete(message.id);
      if ('error' in message) question?.reject(errorFrom(message.error));
      else question?.resolve(message.answer);
    });
    started.on('error', (error) => worker === started && fail(error));
    started.on('exit', (code) => worker === started && fail(`exit code ${code}`));
    return started;
  };
  return {
    async request(question, signal) {
      signal.throwIfAborted();
      worker ??= start();
      const asking = worker;
      const id = ++asked;
      const leave = () => {
        open.get(id)?.reject(signal.reason);
        open.delete(id);
        asking.postMessage({ id, abort: true } satisfies WorkerAbort);
      };
      signal.addEventListener('abort', leave, { once: true });
      try {
        return await new Promise((resolve, reject) => {
          asking.postMessage({ id, question } satisfies WorkerRequest);
          open.set(id, { resolve, reject });
        });
      } finally {
        signal.removeEventListener('abort', leave);
      }
    },
    async end(cause) {
      const ended = worker;
      fail(cause);
      await ended?.terminate();
    },
  };
}

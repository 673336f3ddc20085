import { parentPort, workerData } from 'node:worker_threads';
import { plainError } from './plain-error.js';
import type { WorkerAbort, WorkerRequest, WorkerResponse } from './worker-protocol.js';

/** Serves requests in a worker thread with the handler that `createHandler` makes of the worker's data. */
export function serveWorker<Data, Body>(
  createHandler: (data: Data) => (body: Body, signal: AbortSignal) => Promise<unknown>,
): void {
  const handle = createHandler(workerData as Data);
  const open = new Map<number, AbortController>();
  parentPort?.on('message', async (message: WorkerRequest | WorkerAbort) => {
    const { id } = message;
    if ('abort' in message) return open.get(id)?.abort();
    const abort = new AbortController();
    open.set(id, abort);
    try {
      const result = await handle(message.body as Body, abort.signal);
      parentPort?.postMessage({ id, result } satisfies WorkerResponse);
    } catch (error) {
      parentPort?.postMessage({ id, error: plainError(error) } satisfies WorkerResponse);
    }
    open.delete(id);
  });
}

import { parentPort, workerData } from 'node:worker_threads';
import { plainError } from './plain-error.js';
import type { WorkerAbort, WorkerAnswer, WorkerRequest } from './worker-protocol.js';

/** Lets the program of a thread answer what it is asked, with `answerer(data)`. */
export function serveWorker<Data, Asked>(
  answerer: (data: Data) => (question: Asked, signal: AbortSignal) => Promise<unknown>,
): void {
  const answer = answerer(workerData as Data);
  const open = new Map<number, AbortController>();
  parentPort?.on('message', async (message: WorkerRequest | WorkerAbort) => {
    const { id } = message;
    if ('abort' in message) return open.get(id)?.abort();
    const leaving = new AbortController();
    open.set(id, leaving);
    try {
      const told = await answer(message.question as Asked, leaving.signal);
      parentPort?.postMessage({ id, answer: told } satisfies WorkerAnswer);
    } catch (error) {
      parentPort?.postMessage({ id, error: plainError(error) } satisfies WorkerAnswer);
    }
    open.delete(id);
  });
}

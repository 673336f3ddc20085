import type { PlainError } from './plain-error.js';

/** From the host to the worker. `body` is anything that structured clone can copy. */
export interface WorkerRequest {
  readonly id: number;
  readonly body: unknown;
}
/** The host no longer waits for this request. */
export type WorkerAbort = { readonly id: number; readonly abort: true };
/** From the worker to the host. */
export type WorkerResponse =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: PlainError };

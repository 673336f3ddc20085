import type { PlainError } from './plain-error.js';

/** What is asked of a thread. */
export interface WorkerRequest {
  readonly id: number;
  readonly question: unknown;
}
/** Nobody waits for the answer any more. */
export type WorkerAbort = { readonly id: number; readonly abort: true };
export type WorkerAnswer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: PlainError };

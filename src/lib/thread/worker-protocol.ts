import type { PlainError } from './plain-error.js';

/** What is asked of a thread. */
export interface Question {
  readonly id: number;
  readonly question: unknown;
}
/** Nobody waits for the answer any more. */
export type Abort = { readonly id: number; readonly abort: true };
export type Answer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: PlainError };

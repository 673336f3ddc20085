import { cleanLine } from './text/foreign.js';

/**
 * An error for people: one short sentence that says what, where, why and what to do.
 * `code` is literal and stable; `exitCode` is what the process ends with when nobody catches it.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly code: string;
  readonly exitCode: 1 | 2;

  constructor(code: string, message: string, options: { exitCode?: 1 | 2; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** The message of anything thrown, on one line, to stand inside a sentence: without the full stop at its end. */
export const reasonOf = (error: unknown): string => messageOf(error).replace(/\.$/, '');

/** The message of anything thrown, as one printable line. */
export function messageOf(error: unknown): string {
  return cleanLine(error instanceof Error ? error.message || error.name : String(error));
}

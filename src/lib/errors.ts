import { cleanLine } from './text/foreign.js';

/**
 * An error shown to the user: one short sentence that says what happened, where, why and what to do.
 * `code` is a stable literal; `exitCode` is the exit code of the process if nothing catches it.
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

/** The message of anything thrown, on one line, without its final full stop: for use inside a sentence. */
export const reasonOf = (error: unknown): string => messageOf(error).replace(/\.$/, '');

/** The message of anything thrown, on one printable line. */
export function messageOf(error: unknown): string {
  return cleanLine(error instanceof Error ? error.message || error.name : String(error));
}

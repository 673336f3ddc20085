import { UserError } from '../errors.js';

/** An error as it is sent between threads: structured clone would lose its class and custom properties. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  readonly cause: PlainError | undefined;
}

/** Serializes an error for `postMessage`. */
export function plainError(error: unknown): PlainError {
  const { name, message, stack, cause } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return { name, message, stack, code, cause: cause === undefined ? undefined : plainError(cause) };
}

/** Restores the error, a UserError as such. */
export function errorFrom({ name, message, stack, code, cause: inner }: PlainError): Error {
  const cause = inner && errorFrom(inner);
  if (name === 'UserError' && code !== undefined) return new UserError(code, message, { cause });
  return Object.assign(new Error(message, { cause }), { name, stack, ...(code !== undefined && { code }) });
}

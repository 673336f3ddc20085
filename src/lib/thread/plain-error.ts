import { UserError } from '../errors.js';

/** What is kept of an error on its way: a copy would lose its class, and all that is not of every error. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  readonly cause: PlainError | undefined;
}

/** Fit to be copied. */
export function plainError(error: unknown): PlainError {
  const { name, message, stack, cause } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return { name, message, stack, code, cause: cause === undefined ? undefined : plainError(cause) };
}

/** The error again. */
export function errorFrom({ name, message, stack, code, cause: under }: PlainError): Error {
  const cause = under && errorFrom(under);
  if (name === 'UserError' && code !== undefined) return new UserError(code, message, { cause });
  return Object.assign(new Error(message, { cause }), { name, stack, ...(code !== undefined && { code }) });
}

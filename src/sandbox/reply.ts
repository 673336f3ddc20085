import { type ErrorStatus, errorBody, Refusal } from './refusal.js';

/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

export function jsonReply(status: number, value: unknown): Reply {
  return { status, headers: JSON_TYPE, body: JSON.stringify(value) };
}

export function errorReply(status: ErrorStatus, message: string, now: number): Reply {
  const reply = jsonReply(status, errorBody(status, message, now));
  const extra: Partial<Record<ErrorStatus, Record<string, string>>> = {
    401: { 'www-authenticate': 'Bearer' },
    405: { allow: 'GET' },
  };
  return { ...reply, headers: { ...reply.headers, ...extra[status] } };
}

/** The reply that `make` returns, or the error it throws: a Refusal as it says, anything else as 500. */
export function replyOrError(make: () => Reply, now: number): Reply {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refusal) return errorReply(error.status, error.message, now);
    return errorReply(500, 'The sandbox failed on this request.', now);
  }
}

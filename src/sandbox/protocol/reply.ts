import { ApiRefusal, type ErrorStatus, errorBody } from './refusal.js';

/** A response before it is sent. */
export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function jsonReply(status: number, value: unknown): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

export function errorReply(status: ErrorStatus, message: string, now: number): Reply {
  return jsonReply(status, errorBody(status, message, now));
}

/** The reply that `make` returns, or the error it throws: an ApiRefusal with its status, anything else as 500. */
export function replyOrError(make: () => Reply, now: number): Reply {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ApiRefusal)) return errorReply(500, 'The sandbox failed on this request.', now);
    const reply = errorReply(error.status, error.message, now);
    return { ...reply, headers: { ...reply.headers, ...error.headers } };
  }
}

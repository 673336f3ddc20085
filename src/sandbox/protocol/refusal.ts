const TYPES = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'payload_too_large',
  425: 'too_early',
  429: 'too_many_requests',
  500: 'internal_error',
  502: 'bad_gateway',
  503: 'service_unavailable',
} as const;

export type ErrorStatus = keyof typeof TYPES;

/** Thrown for a request that gets an error response. The message is one sentence for the client. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: ErrorStatus;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: ErrorStatus, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** The body of every error: `{ timestamp, status: { code, type, message } }`. */
export function errorBody(status: ErrorStatus, message: string, now: number): unknown {
  return { timestamp: new Date(now).toISOString(), status: { code: status, type: TYPES[status], message } };
}

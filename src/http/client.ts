import { Readable } from 'node:stream';
import { linkSignal } from '../lib/async/linked-signal.js';
import { untilAborted } from '../lib/async/until-aborted.js';
import { hostAndPort, NO_PROXIES } from '../lib/net/proxy.js';
import { BodyFault, readAll, readPrefix } from './body.js';
import { codeOf } from './code.js';
import { type Connections, type HttpNetwork, type HttpResponse, ProxyFault } from './connections.js';
import { currentConnections } from './current-connections.js';
import { type ProxyFailure, proxyFailure } from './proxy-failure.js';

/** One request with its limits. */
export interface HttpExchange {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Time limit in ms, from connecting to the last byte of the response. */
  readonly deadline: number;
  /** Idle limit in ms, before and within the response; without it only `deadline` applies. */
  readonly idle?: number;
  /** Size limit of a 2xx body, in decompressed bytes. */
  readonly maxBody: number;
  /** Applied to the text of the response. */
  readonly redact: (text: string) => string;
  readonly signal: AbortSignal;
}

export type HttpOutcome = HttpAnswer | HttpFailure;

/** `text` is the decoded body: all of it for a 2xx status, else its first 64 KiB or an empty string. */
export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly text: string;
  /** The value of a header; empty when absent. */
  header(name: string): string;
}

export interface HttpFailure {
  readonly kind: 'failure';
  /** `overdue`: past the deadline. `silent`: past the idle limit. `broken`: no connection, or it was lost; see `code`. */
  readonly reason: 'aborted' | 'overdue' | 'silent' | 'broken' | 'too-large' | 'malformed';
  /** A code of the system or of undici (`ECONNREFUSED`), `connection-lost`, or a fixed phrase of ours. */
  readonly code: string;
  /** Whether the server may have received the request: false only when nothing of it was written. */
  readonly sent: boolean;
  /** The status of an incomplete response; null when none began. */
  readonly status: number | null;
  /** Set when it ended at the proxy, before the other side was connected. */
  readonly proxy?: ProxyFailure;
  readonly cause: unknown;
}

/** The client of all outgoing HTTP. Follows no redirect. */
export interface HttpClient {
  /** One request without retries. Never throws: failures are outcomes. */
  exchange(exchange: HttpExchange): Promise<HttpOutcome>;
  /** Aborts requests under way and closes the connections. */
  close(): Promise<void>;
}

export interface HttpOptions {
  /** Time limit to connect in ms; default 10 seconds. */
  readonly connectTimeout?: number;
  /** Asked before each exchange: another object closes the connections under the one before. Default: no proxy, Node's certificates. */
  readonly network?: () => HttpNetwork;
}

/** Size limit of a body on the wire; `maxBody` limits its decompressed size. */
const MAX_RECEIVED = 20 * 1024 * 1024;
const CONNECT_TIMEOUT = 10_000;
const MAX_TIMER = 2 ** 31 - 1;

const DIRECT: HttpNetwork = { proxy: NO_PROXIES, ca: [] };

export function createHttpClient({
  connectTimeout = CONNECT_TIMEOUT,
  network = () => DIRECT,
}: HttpOptions = {}): HttpClient {
  const limits = { timeout: Math.min(connectTimeout, MAX_TIMER), maxResponseSize: MAX_RECEIVED };
  const connections = currentConnections(network, limits);
  return {
    exchange: async (exchange) => run(await connections.get(), exchange),
    close: () => connections.close(),
  };
}

/** The state of a request. */
interface Progress {
  sent: boolean;
  status: number | null;
  overdue: boolean;
}

async function run(connections: Connections, exchange: HttpExchange): Promise<HttpOutcome> {
  const progress: Progress = { sent: false, status: null, overdue: false };
  const stop = linkSignal(exchange.signal);
  const onDeadline = () => {
    progress.overdue = true;
    stop.abort(new Error('overdue'));
  };
  const timer = setTimeout(onDeadline, Math.min(exchange.deadline, MAX_TIMER));
  try {
    // undici ignores the signal until it is connected.
    return await untilAborted(perform(connections, { exchange, progress, signal: stop.signal }), stop.signal);
  } catch (error) {
    const failure = failureOf(error, progress, exchange.signal.aborted);
    const proxy = failureAtProxy(failure, new URL(exchange.url), connections);
    return proxy === null ? failure : { ...failure, proxy };
  } finally {
    clearTimeout(timer);
    stop.unlink();
  }
}

interface Performance {
  readonly exchange: HttpExchange;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

async function perform(
  connections: Connections,
  { exchange, progress, signal }: Performance,
): Promise<HttpAnswer> {
  signal.throwIfAborted();
  const { method, url, headers, body, idle = 0, maxBody, redact } = exchange;
  const silence = Math.min(idle, MAX_TIMER);
  const response = await connections.request(new URL(url), {
    method,
    headers: { 'accept-encoding': 'gzip, br, deflate', ...headers, ...lengthOf(body) },
    body: body === undefined ? null : Readable.from(tracked(body, progress), { objectMode: false }),
    headersTimeout: silence,
    bodyTimeout: silence,
    signal,
  });
  progress.status = response.statusCode;
  const text = await textOf(response, { maxBody, empty: method === 'HEAD' });
  return {
    kind: 'answer',
    status: response.statusCode,
    text: redact(text),
    header: (name) => [response.headers[name] ?? ''].flat().join(','),
  };
}

const lengthOf = (body: HttpExchange['body']) =>
  body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };

/** The body as one chunk. undici reads it when it is connected and begins to write, which marks the request as sent. */
async function* tracked(body: string | Uint8Array, progress: Progress): AsyncGenerator<Buffer> {
  progress.sent = true;
  yield Buffer.from(body);
}

async function textOf(
  { statusCode, headers, body }: HttpResponse,
  { maxBody, empty }: { readonly maxBody: number; readonly empty: boolean },
): Promise<string> {
  // An abandoned body emits an error; errors that matter surface in the reader.
  body.on('error', () => undefined);
  const codings = empty ? '' : [headers['content-encoding'] ?? ''].flat().join(',');
  const good = statusCode >= 200 && statusCode <= 299;
  return good ? readAll(body, codings, maxBody) : readPrefix(body, codings).catch(() => '');
}

const SILENCE = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);

function failureOf(cause: unknown, { sent, status, overdue }: Progress, aborted: boolean): HttpFailure {
  const failure = (reason: HttpFailure['reason'], code: string): HttpFailure => ({
    kind: 'failure',
    reason,
    code,
    sent,
    status,
    cause,
  });
  if (aborted) return failure('aborted', 'aborted');
  if (overdue) return failure('overdue', 'timeout');
  if (cause instanceof BodyFault) return failure(cause.reason, cause.message);
  if (cause instanceof ProxyFault) return failure('broken', proxyFailure(cause.incident).detail);
  const code = codeOf(cause) ?? 'connection-lost';
  if (SILENCE.has(code)) return failure('silent', code);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return failure('too-large', code);
  const garbled = code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR');
  return failure(garbled ? 'malformed' : 'broken', code);
}

/** What the proxy did, or did not in time; null where it is not the proxy that failed. */
function failureAtProxy(
  { cause, reason, sent }: HttpFailure,
  url: URL,
  connections: Connections,
): ProxyFailure | null {
  if (reason !== 'aborted' && cause instanceof ProxyFault) return proxyFailure(cause.incident);
  const server = reason === 'overdue' && !sent ? connections.waitingFor(url) : null;
  return (
    server &&
    proxyFailure({ server, target: hostAndPort(url), stage: 'asked', outcome: 'timeout', logins: [] })
  );
}

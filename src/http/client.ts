import { Readable } from 'node:stream';
import type { Agent, Dispatcher } from 'undici';
import { lazy } from '../lib/async/lazy.js';
import { linkSignal } from '../lib/async/linked-signal.js';
import { BodyFault, beginning, whole } from './body.js';

/** One request and what its answer may cost. */
export interface HttpExchange {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Longest time in ms for all of it: from connecting to the last byte of the answer. */
  readonly deadline: number;
  /** Longest silence in ms before and within the answer; left out, the deadline alone limits it. */
  readonly idle?: number;
  /** Largest body of a good answer, in decompressed bytes. */
  readonly maxBody: number;
  /** Takes secrets out of the answer's text. */
  readonly redact: (text: string) => string;
  readonly signal: AbortSignal;
}

export type HttpOutcome = HttpAnswer | HttpFailure;

/** `text` is the whole decoded body of a 2xx answer; of any other its beginning, or nothing. */
export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly text: string;
  /** A header's value; empty when it is not there. */
  header(name: string): string;
}

export interface HttpFailure {
  readonly kind: 'failure';
  /** `overdue`: the deadline passed. `silent`: nothing came for too long. `broken`: no connection, or it broke; `code` says how. */
  readonly reason: 'aborted' | 'overdue' | 'silent' | 'broken' | 'too-large' | 'malformed';
  /** The system's or a library's code (`ECONNREFUSED`), `connection-lost`, or some words of ours. */
  readonly code: string;
  /** Whether the other side may have had the request: false only when nothing of it was written. */
  readonly sent: boolean;
  /** The status of an answer whose body did not come whole; null when no answer began. */
  readonly status: number | null;
  readonly cause: unknown;
}

/** All HTTP that the program begins goes through here. Follows no redirect. */
export interface HttpClient {
  /** One exchange, never repeated. Never throws: what goes wrong is in the outcome. */
  exchange(exchange: HttpExchange): Promise<HttpOutcome>;
  /** Breaks what is under way and closes the connections. */
  close(): Promise<void>;
}

export interface HttpOptions {
  /** Longest time to connect in ms; 10 seconds when left out. */
  readonly connectTimeout?: number;
}

/** Largest body that is received, in bytes on the wire; `maxBody` limits what it is decompressed to. */
const MAX_RECEIVED = 20 * 1024 * 1024;
const CONNECT_TIMEOUT = 10_000;
const MAX_TIMER = 2 ** 31 - 1;

/** The library is loaded with the first exchange. */
export function createHttpClient({ connectTimeout = CONNECT_TIMEOUT }: HttpOptions = {}): HttpClient {
  const agent = lazy(async () => {
    const { Agent: Connections } = await import('undici');
    return new Connections({
      connect: { timeout: Math.min(connectTimeout, MAX_TIMER) },
      maxResponseSize: MAX_RECEIVED,
    });
  });
  return {
    exchange: async (exchange) => run(await agent.get(), exchange),
    close: async () => void (await (await agent.opened())?.destroy()),
  };
}

/** How far an exchange has come. */
interface Progress {
  sent: boolean;
  status: number | null;
  overdue: boolean;
}

async function run(agent: Agent, exchange: HttpExchange): Promise<HttpOutcome> {
  const progress: Progress = { sent: false, status: null, overdue: false };
  const stop = linkSignal(exchange.signal);
  const giveUp = () => {
    progress.overdue = true;
    stop.abort(new Error('overdue'));
  };
  const timer = setTimeout(giveUp, Math.min(exchange.deadline, MAX_TIMER));
  try {
    return await orAborted(perform(agent, { exchange, progress, signal: stop.signal }), stop.signal);
  } catch (error) {
    return failureOf(error, progress, exchange.signal.aborted);
  } finally {
    clearTimeout(timer);
    stop.leave();
  }
}

interface Performance {
  readonly exchange: HttpExchange;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

async function perform(agent: Agent, { exchange, progress, signal }: Performance): Promise<HttpAnswer> {
  signal.throwIfAborted();
  const { method, url, headers, body, idle = 0, maxBody, redact } = exchange;
  const silence = Math.min(idle, MAX_TIMER);
  const response = await agent.request({
    origin: new URL(url).origin,
    path: pathOf(url),
    method,
    headers: { 'accept-encoding': 'gzip, br, deflate', ...headers, ...lengthOf(body) },
    body: body === undefined ? null : Readable.from(noted(body, progress), { objectMode: false }),
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

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

const lengthOf = (body: HttpExchange['body']) =>
  body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };

/** The body in one piece; that it is asked for says that the connection stands and the request is being written. */
async function* noted(body: string | Uint8Array, progress: Progress): AsyncGenerator<Buffer> {
  progress.sent = true;
  yield Buffer.from(body);
}

async function textOf(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  { maxBody, empty }: { readonly maxBody: number; readonly empty: boolean },
): Promise<string> {
  // A body given up on reports its own end as an error; those that matter surface where it is read.
  body.on('error', () => undefined);
  const codings = empty ? '' : [headers['content-encoding'] ?? ''].flat().join(',');
  const good = statusCode >= 200 && statusCode <= 299;
  // Of an error's body only its words are of use.
  return good ? whole(body, codings, maxBody) : beginning(body, codings).catch(() => '');
}

/** The library heeds a signal only once it is connected. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return work;
  const left = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: left.signal });
  });
  return Promise.race([work, aborted]).finally(() => left.abort());
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
  const code = codeOf(cause) ?? 'connection-lost';
  if (SILENCE.has(code)) return failure('silent', code);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return failure('too-large', code);
  const garbled = code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR');
  return failure(garbled ? 'malformed' : 'broken', code);
}

/** The first code on the way down to what an error came from; whatever else it says is not ours. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code))
    return error.code;
  return codeOf(error.cause);
}

import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { messageOf } from '../lib/errors.js';
import { isMachineFault } from '../lib/machine-fault.js';
import type { Secret } from '../lib/secret.js';

/** Largest body that is read, in decompressed bytes. */
export const MAX_BODY = 20 * 1024 * 1024;
/** Of an error's body no more than this is read: only its words are of use. */
const MAX_ERROR_BODY = 64 * 1024;
const LONGEST_TIMER = 2 ** 31 - 1;

export interface HttpOptions {
  readonly baseUrl: URL;
  readonly token: Secret;
  readonly userAgent: string;
  /** Longest silence in ms: while connecting, until the headers, and between two pieces of the body. */
  readonly timeout: number;
}

/** One GET as it went. `text` is the decoded body, of errors perhaps only its beginning. */
export type HttpOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfter: string | null;
      readonly text: string;
    }
  | {
      readonly kind: 'failure';
      readonly reason: 'timeout' | 'unreachable' | 'too-large' | 'malformed';
      /** A code or a few words: `ECONNREFUSED`. */
      readonly detail: string;
    };

export interface Http {
  /** GETs a path with query below the base URL. Follows no redirect. Throws when the signal is aborted, or for want of a file handle. */
  get(target: string, signal: AbortSignal): Promise<HttpOutcome>;
  close(): Promise<void>;
}

/** Connections to one origin, kept alive. */
export function createHttp({ baseUrl, token, userAgent, timeout }: HttpOptions): Http {
  const idle = Math.min(timeout, LONGEST_TIMER);
  const agent = new Agent({ connect: { timeout: idle }, headersTimeout: idle, bodyTimeout: idle });
  const prefix = baseUrl.pathname.replace(/\/+$/, '');
  const headers = {
    authorization: `Bearer ${token.reveal()}`,
    accept: 'application/json',
    'accept-encoding': 'gzip, br, deflate',
    'user-agent': userAgent,
  };
  return {
    async get(target, signal) {
      const request = {
        origin: baseUrl.origin,
        path: prefix + target,
        method: 'GET',
        headers,
        signal,
      } as const;
      try {
        return await read(await agent.request(request));
      } catch (error) {
        signal.throwIfAborted();
        if (isMachineFault(error)) throw error;
        return failure(error);
      }
    },
    close: () => agent.destroy(),
  };
}

async function read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<HttpOutcome> {
  // A body given up on reports its own end as an error; those that matter surface where it is read.
  body.on('error', () => undefined);
  const answer = {
    kind: 'answer',
    status: statusCode,
    retryAfter: single(headers['retry-after']) || null,
  } as const;
  const plain = decoded(body, single(headers['content-encoding']));
  if (statusCode < 200 || statusCode > 299)
    return { ...answer, text: await beginning(plain).catch(() => '') };
  if (plain === null) return { kind: 'failure', reason: 'malformed', detail: 'unknown content-encoding' };
  const { text, complete } = await collect(plain, MAX_BODY);
  return complete ? { ...answer, text } : { kind: 'failure', reason: 'too-large', detail: '' };
}

const single = (header: string | string[] | undefined) => [header ?? ''].flat().join(',');

async function beginning(body: Readable | null): Promise<string> {
  return body === null ? '' : (await collect(body, MAX_ERROR_BODY)).text;
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};

/** The body without its encodings, the last one applied taken off first; null when one is unknown. */
function decoded(body: Readable, encodings: string): Readable | null {
  const names = encodings.toLowerCase().split(',');
  const applied = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  const decoders = applied.reverse().map((name) => DECODERS[name]);
  const known = decoders.filter((create) => create !== undefined);
  if (known.length < decoders.length) {
    body.destroy();
    return null;
  }
  return known.reduce<Readable>((input, create) => pipeline(input, create(), () => undefined), body);
}

/** Leaving the loop early destroys the stream and with it the connection: nothing more is received or inflated. */
async function collect(body: Readable, cap: number): Promise<{ text: string; complete: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  let complete = true;
  for await (const piece of body as AsyncIterable<Buffer>) {
    size += piece.length;
    complete = size <= cap;
    if (!complete) break;
    pieces.push(piece);
  }
  return { text: new TextDecoder().decode(Buffer.concat(pieces)), complete };
}

const SILENCE = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);

function failure(error: unknown): HttpOutcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = code || messageOf(error);
  if (SILENCE.has(code)) return { kind: 'failure', reason: 'timeout', detail };
  const garbled = code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR');
  return { kind: 'failure', reason: garbled ? 'malformed' : 'unreachable', detail };
}

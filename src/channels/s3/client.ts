import type { AwsV4Signer } from 'aws4fetch';
import type { HttpAnswer, HttpClient, HttpFailure, HttpOutcome } from '../../http/client.js';
import type { ProxyFailure } from '../../http/proxy-failure.js';
import { retryAfter } from '../../http/retry-after.js';
import { sha256 } from '../../lib/hash.js';
import { createRedactor, type Secret } from '../../lib/secret.js';
import { tracer } from '../../lib/system/tracer.js';
import type { Clock } from '../../lib/time/clock.js';
import { readErrorAnswer } from './error-answer.js';
import type { S3Place } from './place.js';

/** One request about an object, or about the bucket when `key` is empty. */
export interface S3Request {
  readonly method: 'HEAD' | 'GET' | 'PUT' | 'DELETE';
  readonly key: string;
  /** Without the question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export type S3Answer =
  | { readonly ok: true; header(name: string): string }
  | { readonly ok: false; readonly failure: S3Failure };

/** Why a request did not succeed. */
export interface S3Failure {
  /** The status; null when there is no answer. */
  readonly status: number | null;
  /** The code of S3 (`AccessDenied`) or of the system (`ECONNREFUSED`), `timeout`, `aborted` or `unreadable`; may be empty. */
  readonly code: string;
  /** What the store or the system said, without secrets. */
  readonly detail: string;
  /** The region that the bucket is in; empty when unknown. */
  readonly region: string;
  readonly waitMs: number | null;
  /** Whether the store may have done what it was asked although it did not say so. */
  readonly inDoubt: boolean;
  /** Set when the request ended at the proxy. */
  readonly proxy?: ProxyFailure;
}

/** Sends one signed request. Never throws, never repeats. */
export type S3Client = (request: S3Request, signal: AbortSignal) => Promise<S3Answer>;

interface S3Trace {
  readonly name: string;
  readonly phase: 'begun' | 'answered';
}

const publish = tracer<S3Trace>('botdigest:s3');

/** An answer is an error of few lines, or the list of one object. */
const MAX_ANSWER = 64 * 1024;

interface ClientTools {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly userAgent: string;
}

export function s3Client(place: S3Place, { http, clock, userAgent }: ClientTools): S3Client {
  return async (request, signal) => {
    const { method, body } = request;
    const { url, headers } = await signed(place, request, clock.now());
    const name = method.toLowerCase();
    publish({ name, phase: 'begun' });
    const outcome = await http.exchange({
      method,
      url,
      headers: { ...headers, 'user-agent': userAgent, 'accept-encoding': 'identity' },
      ...(body !== undefined && { body }),
      deadline: place.timeout,
      maxBody: MAX_ANSWER,
      redact: createRedactor(secretsOf(place)),
      signal,
    });
    publish({ name, phase: 'answered' });
    return answerOf(outcome, clock);
  };
}

const secretsOf = ({ accessKeyId, secretAccessKey, sessionToken }: S3Place): readonly Secret[] =>
  [accessKeyId, secretAccessKey, sessionToken].filter((secret) => secret !== null);

/** The URL and the headers of a request with its signature, version 4, as of `now`. */
async function signed(place: S3Place, request: S3Request, now: number) {
  // The library is loaded with the first request: checking a configuration makes none.
  const { AwsV4Signer: Signer } = await import('aws4fetch');
  const { method, body, headers } = request;
  const signer: AwsV4Signer = new Signer({
    method,
    url: urlOf(place, request),
    headers: { ...headers, 'x-amz-content-sha256': sha256(body ?? '') },
    accessKeyId: place.accessKeyId.reveal(),
    secretAccessKey: place.secretAccessKey.reveal(),
    ...(place.sessionToken !== null && { sessionToken: place.sessionToken.reveal() }),
    service: 's3',
    region: place.region,
    datetime: new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
    allHeaders: true,
  });
  const { url, headers: withSignature } = await signer.sign();
  return { url: url.href, headers: Object.fromEntries(withSignature) };
}

function urlOf({ origin, base }: S3Place, { key, query }: S3Request): string {
  const path = `${base}/${key.split('/').map(encoded).join('/')}`;
  return `${origin}${path}${query === undefined ? '' : `?${query}`}`;
}

/** Percent-encoded as signatures want it: all but the unreserved characters of RFC 3986. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function answerOf(outcome: HttpOutcome, clock: Clock): S3Answer {
  if (outcome.kind === 'failure') return { ok: false, failure: lost(outcome) };
  if (outcome.status >= 200 && outcome.status < 300) return { ok: true, header: outcome.header };
  return { ok: false, failure: refusal(outcome, clock) };
}

function refusal({ status, text, header }: HttpAnswer, clock: Clock): S3Failure {
  const { code, message, region } = readErrorAnswer(text);
  return {
    status,
    code,
    detail: [code, `HTTP status ${status}`, message].filter(Boolean).join(', '),
    region: region || header('x-amz-bucket-region').replace(/[^a-z0-9-]/g, ''),
    waitMs: retryAfter(header('retry-after'), clock.now()),
    inDoubt: false,
  };
}

function lost({ reason, code, sent, status, proxy }: HttpFailure): S3Failure {
  const failure = (word: string, detail: string) => ({
    status: null,
    code: word,
    detail,
    region: '',
    waitMs: null,
    inDoubt: sent,
    ...(proxy && { proxy }),
  });
  if (proxy) return failure(code, proxy.detail);
  switch (reason) {
    case 'aborted':
      return failure('aborted', 'the run was stopped');
    case 'overdue':
    case 'silent':
      return failure('timeout', 'no whole answer in time');
    case 'too-large':
    case 'malformed':
      return failure('unreadable', `HTTP status ${status}, ${code}`);
    case 'broken':
      return failure(code, code);
  }
}

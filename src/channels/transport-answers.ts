import type { CallOutcome } from '../http/call.js';
import {
  type AnswerTable,
  AUTHORITY_HINT,
  type Classification,
  NO_HANDLE,
  permanentAnswer,
  retryableAnswer,
} from './answers.js';

type Line = readonly [RegExp, Classification];

export const UNTRUSTED: Line = [
  /CERT|SELF_SIGNED|UNABLE_TO_/,
  permanentAnswer('tls-failed', 'has a certificate that cannot be trusted', AUTHORITY_HINT),
];

export const TIMED_OUT: Line = [
  /^timeout$/,
  retryableAnswer('timeout-before-accept', 'did not answer in time'),
];

export const CONNECTION_LOST: Line = [
  /^(connection-lost|ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
  retryableAnswer('connection-lost', 'broke the connection'),
];

/** The end of a table for messages posted to an address, by status or code; `url` is how people call the key that holds the address. */
export const postAnswers = (url: string): AnswerTable<RegExp> => [
  [/^429/, retryableAnswer('rate-limited', 'asks to slow down')],
  [/^(408|425|5\d\d)/, retryableAnswer('server-error', 'failed for the moment')],
  [/^3\d\d/, permanentAnswer('redirected', 'points to another address', `Put that address into ${url}.`)],
  [/^\d/, permanentAnswer('refused', 'refused the message', `Check ${url}.`)],
  [/^aborted$/, retryableAnswer('aborted', 'was left before the message')],
  [/^timeout$/, retryableAnswer('timeout-before-accept', 'could not be connected to in time')],
  UNTRUSTED,
  NO_HANDLE,
  [/^/, retryableAnswer('unreachable', 'cannot be reached', `Check ${url} and the network.`)],
];

/** `HTTP status 503`, `ECONNREFUSED`. */
export function detailOfCall(outcome: CallOutcome): string {
  if (outcome.kind === 'answer') return `HTTP status ${outcome.status}`;
  return outcome.proxy?.detail ?? outcome.code;
}

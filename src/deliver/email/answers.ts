import type { Receipt } from '../deliverer.js';
import { pronounce, type Verdict } from '../receipt.js';
import type { Stage } from './conversation.js';
import type { SmtpFailure } from './nodemailer.js';

/** A line of the table: it holds when everything it names holds. */
interface Rule extends Verdict {
  readonly stage?: readonly Stage[];
  readonly code?: RegExp;
  readonly enhanced?: RegExp;
  readonly cause?: RegExp;
  readonly offersLogin?: boolean;
}

const LOGIN_HINT = 'Check the user and the password in email.url.';
const CERTIFICATE_HINT =
  'Use the host name that the certificate names; for a private authority, set NODE_EXTRA_CA_CERTS to its certificate.';

/** Replies with a code, first match wins (RFC 5321 4.2.3, RFC 3463, RFC 4954). */
const REPLIES: readonly Rule[] = [
  {
    stage: ['login'],
    offersLogin: false,
    state: 'permanent',
    reason: 'auth-not-offered',
    says: 'offers no login',
    hint: 'Remove the user from email.url, or use a port that takes logins.',
  },
  {
    stage: ['login'],
    code: /^4/,
    state: 'retryable',
    reason: 'auth-unavailable',
    says: 'cannot check logins now',
    hint: '',
  },
  {
    stage: ['login'],
    state: 'permanent',
    reason: 'auth-failed',
    says: 'refused the login',
    hint: LOGIN_HINT,
  },
  {
    code: /^53[0458]$/,
    state: 'permanent',
    reason: 'auth-failed',
    says: 'wants a login first',
    hint: LOGIN_HINT,
  },
  {
    stage: ['tls'],
    code: /^4/,
    state: 'retryable',
    reason: 'tls-failed',
    says: 'cannot encrypt now',
    hint: '',
  },
  {
    stage: ['tls'],
    state: 'permanent',
    reason: 'starttls-not-offered',
    says: 'offers no STARTTLS',
    hint: 'Use smtps:// and its port, or another server: nothing is sent in clear.',
  },
  {
    code: /^4/,
    enhanced: /^4\.7\./,
    state: 'retryable',
    reason: 'rate-limited',
    says: 'asks to slow down',
    hint: '',
  },
  {
    code: /^421$/,
    state: 'retryable',
    reason: 'server-busy',
    says: 'is closing its service for now',
    hint: '',
  },
  {
    code: /^450$/,
    state: 'retryable',
    reason: 'mailbox-unavailable',
    says: 'cannot reach the mailbox now',
    hint: '',
  },
  {
    code: /^452$/,
    enhanced: /^4\.2\.2$/,
    state: 'retryable',
    reason: 'mailbox-full',
    says: 'says that the mailbox is full',
    hint: '',
  },
  {
    code: /^452$/,
    state: 'retryable',
    reason: 'server-full',
    says: 'is out of storage or of room for recipients now',
    hint: '',
  },
  { code: /^4/, state: 'retryable', reason: 'server-error', says: 'failed for the moment', hint: '' },
  {
    enhanced: /^5\.2\.2$/,
    state: 'permanent',
    reason: 'mailbox-full',
    says: 'says that the mailbox is full',
    hint: '',
  },
  {
    stage: ['recipient'],
    code: /^552$/,
    state: 'permanent',
    reason: 'mailbox-full',
    says: 'says that the mailbox is full',
    hint: '',
  },
  {
    code: /^552$/,
    state: 'permanent',
    reason: 'too-large',
    says: 'finds the message too large',
    hint: 'Lower email.maxSize to what the server takes.',
  },
  {
    enhanced: /^5\.(2\.3|3\.4)$/,
    state: 'permanent',
    reason: 'too-large',
    says: 'finds the message too large',
    hint: 'Lower email.maxSize to what the server takes.',
  },
  {
    stage: ['recipient'],
    state: 'permanent',
    reason: 'recipient-rejected',
    says: 'refused the recipient',
    hint: 'Check the address.',
  },
  {
    stage: ['sender'],
    state: 'permanent',
    reason: 'sender-rejected',
    says: 'refused the sender',
    hint: 'Check email.from: the server must let this account send as it.',
  },
  { state: 'permanent', reason: 'refused', says: 'refused the message', hint: '' },
];

/** Sessions that ended without a reply, first match wins. */
const SILENCES: readonly Rule[] = [
  {
    stage: ['accept'],
    cause: /EABORT/,
    state: 'unknown',
    reason: 'stopped-after-data',
    says: 'had the whole message when we stopped waiting for its answer',
    hint: 'It may have been sent.',
  },
  {
    stage: ['accept'],
    state: 'unknown',
    reason: 'silent-after-data',
    says: 'had the whole message and did not answer',
    hint: 'It may have been sent.',
  },
  { cause: /EABORT/, state: 'retryable', reason: 'aborted', says: 'was left before the message', hint: '' },
  {
    cause: /CERT|SELF_SIGNED|UNABLE_TO_/,
    state: 'permanent',
    reason: 'tls-failed',
    says: 'has a certificate that cannot be trusted',
    hint: CERTIFICATE_HINT,
  },
  {
    cause: /ERR_SSL_(WRONG_VERSION|PACKET_LENGTH)/,
    state: 'permanent',
    reason: 'tls-failed',
    says: 'does not speak TLS from the first byte on this port',
    hint: 'Use smtp:// for STARTTLS (port 587), smtps:// for TLS (port 465).',
  },
  {
    cause: /ETLS|ERR_SSL/,
    state: 'retryable',
    reason: 'tls-failed',
    says: 'broke the TLS handshake',
    hint: '',
  },
  {
    stage: ['login'],
    cause: /EAUTH/,
    offersLogin: false,
    state: 'permanent',
    reason: 'auth-not-offered',
    says: 'offers no login',
    hint: 'Remove the user from email.url, or use a port that takes logins.',
  },
  {
    cause: /EAUTH/,
    state: 'permanent',
    reason: 'auth-failed',
    says: 'could not be logged in to',
    hint: LOGIN_HINT,
  },
  {
    cause: /EMESSAGE/,
    state: 'permanent',
    reason: 'too-large',
    says: 'takes no message of this size',
    hint: 'Lower email.maxSize to what the server takes.',
  },
  {
    cause: /EENVELOPE/,
    state: 'permanent',
    reason: 'recipient-rejected',
    says: 'cannot be given this address',
    hint: 'Check the address.',
  },
  {
    cause: /ETIMEDOUT/,
    state: 'retryable',
    reason: 'timeout-before-accept',
    says: 'did not answer in time',
    hint: '',
  },
  {
    cause: /EDNS|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/,
    state: 'retryable',
    reason: 'unreachable',
    says: 'cannot be reached',
    hint: 'Check host and port in email.url.',
  },
  { state: 'retryable', reason: 'connection-lost', says: 'broke the connection', hint: '' },
];

/** The receipt of a session that failed; `who` names the server and, where it matters, the recipient. */
export function judge(failure: SmtpFailure, who: string): Receipt {
  return pronounce(verdictOn(failure), { who, detail: failure.detail });
}

export function verdictOn(failure: SmtpFailure): Verdict {
  const table = failure.code === null ? SILENCES : REPLIES;
  const rule = table.find((candidate) => holds(candidate, failure));
  if (!rule) throw new Error('the table of answers has no last line');
  return rule;
}

function holds(rule: Rule, failure: SmtpFailure): boolean {
  return (
    (rule.stage === undefined || rule.stage.includes(failure.stage)) &&
    (rule.code === undefined || rule.code.test(String(failure.code))) &&
    (rule.enhanced === undefined || rule.enhanced.test(failure.enhanced)) &&
    (rule.cause === undefined || rule.cause.test(failure.cause)) &&
    (rule.offersLogin === undefined || rule.offersLogin === failure.offersLogin)
  );
}

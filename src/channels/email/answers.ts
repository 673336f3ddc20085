import {
  type AnswerSource,
  type AnswerTable,
  AUTHORITY_HINT,
  type Classification,
  classify,
  NO_HANDLE,
  permanentAnswer,
  receiptFor,
  retryableAnswer,
  unknownAnswer,
} from '../answers.js';
import type { Receipt } from '../channel.js';
import { UNTRUSTED } from '../transport-answers.js';
import type { Stage } from './smtp/conversation.js';
import type { SmtpFailure } from './smtp/failure.js';

/** Holds when everything it names holds. */
interface Condition {
  readonly stage?: Stage;
  readonly code?: RegExp;
  readonly enhanced?: RegExp;
  readonly cause?: RegExp;
  readonly offersLogin?: boolean;
  readonly byToken?: boolean;
  readonly aboutName?: boolean;
}

const LOGIN_HINT = 'Check the user and the password in email.url.';
/** Microsoft 365 and Google say so to those that may not log in with a password. */
const NO_PASSWORDS = /^5\.7\.(9|14|30|139)$/;
const OAUTH2_HINT =
  'It takes no password of this user: set email.oauth2 instead (or allow passwords there; Google takes app passwords).';
const TOKEN_HINT =
  'Check email.oauth2: user must be a mailbox that this app may send from, and scope what this server wants.';
const NO_XOAUTH2_HINT =
  'Use the server and port that take OAuth2, or a user and a password instead of email.oauth2.';
const ADDRESS_HINT = 'Check the address.';
const CERTIFICATE_HINT = `Use the host name that the certificate names. ${AUTHORITY_HINT}`;
const PORT_HINT = 'Use smtp:// for STARTTLS (port 587), smtps:// for TLS from the first byte (port 465).';
const CLEAR_HINT = 'Use smtps:// and its port, or another server: nothing is sent in clear.';
const NAME_HINT =
  'Set email.name to the full name that the DNS has for this machine, such as mail.example.com: the server is told it first.';
const DOUBT_HINT = 'It may have been sent.';

const NO_LOGIN = permanentAnswer(
  'auth-not-offered',
  'offers no login',
  'Remove the user from email.url, or use a port that takes logins.',
);
const TOO_LARGE = permanentAnswer(
  'too-large',
  'finds the message too large',
  'Lower email.maxSize to what the server takes: what does not fit is then left out.',
);
const NOT_AS = permanentAnswer(
  'sender-rejected',
  'refused the sender',
  'Check email.from: this login must be allowed to send as it.',
);
const BAD_NAME = 'does not take the name of this machine';
const FULL = 'says that the mailbox is full';

/** Replies with a code (RFC 5321 4.2.3, RFC 3463, RFC 4954). */
const REPLIES: AnswerTable<Condition> = [
  [{ stage: 'login', offersLogin: false }, NO_LOGIN],
  [{ stage: 'login', code: /^4/ }, retryableAnswer('auth-unavailable', 'cannot check logins now')],
  [
    { stage: 'login', byToken: true },
    permanentAnswer('auth-failed', 'refused the access token, also a new one', TOKEN_HINT),
  ],
  [
    { stage: 'login', enhanced: NO_PASSWORDS },
    permanentAnswer('auth-failed', 'refused the login', OAUTH2_HINT),
  ],
  [{ stage: 'login' }, permanentAnswer('auth-failed', 'refused the login', LOGIN_HINT)],
  [{ enhanced: /^5\.7\.30$/ }, permanentAnswer('auth-failed', 'refused the login', OAUTH2_HINT)],
  [{ code: /^53[0458]$/ }, permanentAnswer('auth-failed', 'wants a login first', LOGIN_HINT)],
  [
    { stage: 'hello', code: /^4/ },
    retryableAnswer('server-busy', 'is closing its service for now', NAME_HINT),
  ],
  [{ code: /^4/, aboutName: true }, retryableAnswer('server-error', BAD_NAME, NAME_HINT)],
  [{ stage: 'hello' }, permanentAnswer('refused', BAD_NAME, NAME_HINT)],
  [{ aboutName: true }, permanentAnswer('refused', BAD_NAME, NAME_HINT)],
  [{ stage: 'tls', code: /^4/ }, retryableAnswer('tls-failed', 'cannot encrypt now')],
  [{ stage: 'tls' }, permanentAnswer('starttls-not-offered', 'offers no STARTTLS', CLEAR_HINT)],
  [{ code: /^4/, enhanced: /^4\.7\./ }, retryableAnswer('rate-limited', 'asks to slow down')],
  [{ code: /^421$/ }, retryableAnswer('server-busy', 'is closing its service for now')],
  [{ code: /^450$/ }, retryableAnswer('mailbox-unavailable', 'cannot reach the mailbox now')],
  [{ code: /^452$/, enhanced: /^4\.2\.2$/ }, retryableAnswer('mailbox-full', FULL)],
  [{ code: /^452$/ }, retryableAnswer('server-full', 'has no room now')],
  [{ code: /^4/ }, retryableAnswer('server-error', 'failed for the moment')],
  [{ enhanced: /^5\.2\.2$/ }, permanentAnswer('mailbox-full', FULL)],
  [{ stage: 'recipient', code: /^552$/ }, permanentAnswer('mailbox-full', FULL)],
  [{ code: /^552$/ }, TOO_LARGE],
  [{ enhanced: /^5\.(2\.3|3\.4)$/ }, TOO_LARGE],
  // Microsoft 365 judges the sender when it has the message: SendAsDenied.
  [{ enhanced: /^5\.2\.252$/ }, NOT_AS],
  [{ stage: 'recipient' }, permanentAnswer('recipient-rejected', 'refused the recipient', ADDRESS_HINT)],
  [{ stage: 'sender' }, NOT_AS],
  [{}, permanentAnswer('refused', 'refused the message')],
];

/** Sessions that ended without a reply. */
const SILENCES: AnswerTable<Condition> = [
  [
    { stage: 'accept', cause: /EABORT/ },
    unknownAnswer(
      'stopped-after-data',
      'had the whole message when we stopped waiting for its answer',
      DOUBT_HINT,
    ),
  ],
  [
    { stage: 'accept' },
    unknownAnswer('silent-after-data', 'had the whole message and did not answer', DOUBT_HINT),
  ],
  [
    { cause: /EXOAUTH2/ },
    permanentAnswer('auth-not-offered', 'takes no access tokens (XOAUTH2)', NO_XOAUTH2_HINT),
  ],
  [
    { cause: /ESMTPUTF8/ },
    permanentAnswer(
      'smtputf8-not-offered',
      'takes no addresses with letters outside ASCII before the @',
      'Use another address or another server.',
    ),
  ],
  [{ cause: /EABORT/ }, retryableAnswer('aborted', 'was left before the message')],
  [
    { cause: UNTRUSTED[0] },
    permanentAnswer('tls-failed', 'has a certificate that cannot be trusted', CERTIFICATE_HINT),
  ],
  [
    { cause: /ERR_SSL_(WRONG_VERSION|PACKET_LENGTH)/ },
    permanentAnswer('tls-failed', 'speaks no TLS from the first byte on this port', PORT_HINT),
  ],
  [{ cause: /ETLS|ERR_SSL/ }, retryableAnswer('tls-failed', 'broke the TLS handshake')],
  [{ cause: /EAUTH/, offersLogin: false }, NO_LOGIN],
  [{ cause: /EAUTH/ }, permanentAnswer('auth-failed', 'could not be logged in to', LOGIN_HINT)],
  [{ cause: /EMESSAGE/ }, TOO_LARGE],
  [
    { cause: /EENVELOPE/ },
    permanentAnswer('recipient-rejected', 'cannot be given this address', ADDRESS_HINT),
  ],
  [{ cause: NO_HANDLE[0] }, NO_HANDLE[1]],
  [{ cause: /ETIMEDOUT/ }, retryableAnswer('timeout-before-accept', 'did not answer in time')],
  [
    { cause: /EDNS|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/ },
    retryableAnswer('unreachable', 'cannot be reached', 'Check host and port in email.url.'),
  ],
  [{}, retryableAnswer('connection-lost', 'broke the connection')],
];

/** The receipt of a session that failed; `who` names the server and, where it matters, the recipient, `detail` what it said. */
export function receiptOf(failure: SmtpFailure, { who, detail }: AnswerSource): Receipt {
  return receiptFor(classifyAnswer(failure), { who, detail });
}

export function classifyAnswer(failure: SmtpFailure): Classification {
  const table = failure.code === null ? SILENCES : REPLIES;
  return classify(
    table,
    ({ stage, code, enhanced, cause, offersLogin, byToken, aboutName }) =>
      (stage === undefined || stage === failure.stage) &&
      (code === undefined || code.test(String(failure.code))) &&
      (enhanced === undefined || enhanced.test(failure.enhanced)) &&
      (cause === undefined || cause.test(failure.cause)) &&
      (offersLogin === undefined || offersLogin === (failure.offers.logins !== null)) &&
      (byToken === undefined || byToken === failure.byToken) &&
      (aboutName === undefined || aboutName === failure.aboutName),
  );
}

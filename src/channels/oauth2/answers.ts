import {
  type AnswerTable,
  AUTHORITY_HINT,
  type Classification,
  classify,
  NO_HANDLE,
  permanentAnswer,
  retryableAnswer,
  stoppedAtProxy,
} from '../answers.js';
import { UNTRUSTED } from '../transport-answers.js';
import type { TokenFailure } from './token-request.js';

/** Holds when everything it names holds. */
interface Condition {
  readonly status?: RegExp;
  readonly error?: RegExp;
  readonly code?: RegExp;
}

const ADDRESS_HINT = 'Check oauth2.tokenUrl.';
const TRUST_HINT = `Use the host name that the certificate names. ${AUTHORITY_HINT}`;

/** What token servers answer (RFC 6749, 5.2), and requests that got no answer. */
const ANSWERS: AnswerTable<Condition> = [
  [{ code: /^aborted$/ }, retryableAnswer('aborted', 'was left before it answered')],
  [
    { code: UNTRUSTED[0] },
    permanentAnswer('tls-failed', 'has a certificate that cannot be trusted', TRUST_HINT),
  ],
  [{ code: NO_HANDLE[0] }, NO_HANDLE[1]],
  [{ code: /^timeout$/ }, retryableAnswer('token-unavailable', 'did not answer in time')],
  [
    { code: /^not-json$/ },
    retryableAnswer('token-unavailable', 'gave an answer that is not JSON', ADDRESS_HINT),
  ],
  [
    { code: /^no-token$/ },
    permanentAnswer('token-refused', 'gave an answer without an access_token that can be used', ADDRESS_HINT),
  ],
  [
    { code: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/ },
    retryableAnswer(
      'token-unavailable',
      'cannot be reached',
      `${ADDRESS_HINT.slice(0, -1)} and the network.`,
    ),
  ],
  [{ code: /./ }, retryableAnswer('token-unavailable', 'broke the connection')],
  [
    { error: /^(temporarily_unavailable|server_error|slow_down)$/ },
    retryableAnswer('token-unavailable', 'gives no token now'),
  ],
  [{ status: /^(408|425|429|5\d\d)$/ }, retryableAnswer('token-unavailable', 'gives no token now')],
  [{ status: /^3/ }, permanentAnswer('token-refused', 'points to another address', ADDRESS_HINT)],
  [
    { error: /^invalid_client$/ },
    permanentAnswer(
      'token-refused',
      'does not take the client or its secret',
      'Check oauth2.clientId and oauth2.clientSecret: secrets expire.',
    ),
  ],
  [
    { error: /^(invalid_grant|interaction_required)$/ },
    permanentAnswer(
      'token-refused',
      'does not take the grant',
      'A refresh token expires, is revoked, or may be used once only: put a new one into oauth2.refreshToken.',
    ),
  ],
  [
    { error: /^(invalid_scope|invalid_target|invalid_resource)$/ },
    permanentAnswer('token-refused', 'does not know the scope', 'Check oauth2.scope.'),
  ],
  [
    { error: /^(unauthorized_client|unsupported_grant_type|access_denied)$/ },
    permanentAnswer(
      'token-refused',
      'does not let this client ask in this way',
      'Allow it there, or use oauth2.refreshToken instead of the client alone (or the other way round).',
    ),
  ],
  [{ error: /./ }, permanentAnswer('token-refused', 'refused the request', 'Check the keys under oauth2.')],
  [{}, permanentAnswer('token-refused', 'refused the request', ADDRESS_HINT)],
];

export function classifyTokenFailure({ status, error, code, proxy }: TokenFailure): Classification {
  if (proxy) return stoppedAtProxy(proxy);
  return classify(
    ANSWERS,
    (condition) =>
      (condition.status === undefined || condition.status.test(String(status))) &&
      (condition.error === undefined || condition.error.test(error)) &&
      (condition.code === undefined || condition.code.test(code)),
  );
}

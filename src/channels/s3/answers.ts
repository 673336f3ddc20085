import {
  type AnswerTable,
  type Classification,
  classify,
  NO_HANDLE,
  permanentAnswer,
  receiptFor,
  retryableAnswer,
  stoppedAtProxy,
  unknownAnswer,
} from '../answers.js';
import type { Check, Receipt } from '../channel.js';
import { sentence } from '../receipt.js';
import { CONNECTION_LOST, TIMED_OUT, UNTRUSTED } from '../transport-answers.js';
import type { S3Failure } from './client.js';
import type { S3Place } from './place.js';

/** Failed answers as `code status`, requests without an answer as `code`. */
const ANSWERS: AnswerTable<RegExp> = [
  [
    /^(SlowDown|Throttl\w*|RequestLimitExceeded|TooManyRequests)\b| 429$/,
    retryableAnswer('rate-limited', 'asks to slow down'),
  ],
  [
    /^RequestTimeTooSkewed\b/,
    retryableAnswer(
      'clock-skewed',
      'refuses requests of this machine’s clock',
      'Set the clock; best, keep it by NTP.',
    ),
  ],
  [
    /^(ExpiredToken|InvalidToken|TokenRefreshRequired)\b/,
    permanentAnswer(
      'token-expired',
      'no longer takes the session token',
      'Put a new temporary access key with its session token into the configuration, or one that does not expire.',
    ),
  ],
  [
    /^(InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSecurity|Unauthorized)\b| 401$/,
    permanentAnswer(
      'auth-failed',
      'does not accept the access key',
      'Check accessKeyId and secretAccessKey.',
    ),
  ],
  [
    /^(AuthorizationHeaderMalformed|PermanentRedirect|TemporaryRedirect|IllegalLocationConstraint\w*)\b| 3\d\d$/,
    permanentAnswer('wrong-region', 'is not where it was asked for', 'Check its region and endpoint.'),
  ],
  [
    /^NoSuchBucket\b| 404$/,
    permanentAnswer('no-such-bucket', 'is not there', 'Create it, or check bucket, region and endpoint.'),
  ],
  [
    /^(ConditionalRequestConflict|OperationAborted|PreconditionFailed)\b| (409|412)$/,
    retryableAnswer('conflict', 'was changed by somebody else at that moment'),
  ],
  [
    /^(EntityTooLarge|MaxMessageLengthExceeded)\b| 413$/,
    permanentAnswer('too-large', 'takes no file of that size', 'Leave out formats.'),
  ],
  [
    /^(KeyTooLong\w*|InvalidURI|XMinioInvalidObjectName)\b/,
    permanentAnswer('bad-path', 'does not take that key', 'Choose a shorter or plainer prefix.'),
  ],
  [
    /^(QuotaExceeded|InsufficientStorage\w*|XMinioStorageFull|XMinioAdminBucketQuotaExceeded)\b| 507$/,
    retryableAnswer('no-space', 'is full', 'Make room.'),
  ],
  [
    /^(RequestTimeout|IncompleteBody)\b| 408$/,
    retryableAnswer('connection-lost', 'did not get the whole request'),
  ],
  [
    /^(BadDigest|InvalidDigest|XAmzContent\w+Mismatch)\b/,
    retryableAnswer('damaged-in-transit', 'received other bytes than were sent'),
  ],
  [
    /^(AccessDenied|AllAccessDisabled|AccountProblem)\b| 403$/,
    permanentAnswer(
      'not-allowed',
      'does not allow that to this access key',
      'Allow it s3:GetObject and s3:PutObject on the objects, s3:DeleteObject on index.json and s3:ListBucket on the bucket; or check the name.',
    ),
  ],
  [
    /^NotImplemented\b| 501$/,
    permanentAnswer('not-supported', 'does not support what it was asked', 'Check its endpoint.'),
  ],
  [/ 5\d\d$/, retryableAnswer('server-error', 'failed for the moment')],
  [/ \d+$/, permanentAnswer('refused', 'refused the request', 'Check bucket, region and endpoint.')],
  [/^aborted$/, retryableAnswer('aborted', 'was left before all was stored')],
  TIMED_OUT,
  [
    /^unreadable$/,
    retryableAnswer('unreadable', 'gave an answer that cannot be read', 'Check its endpoint.'),
  ],
  UNTRUSTED,
  NO_HANDLE,
  CONNECTION_LOST,
  [
    /^/,
    retryableAnswer('unreachable', 'cannot be reached', 'Check its region or endpoint, and the network.'),
  ],
];

const SILENT = unknownAnswer(
  'silent-after-put',
  'was sent the index and did not answer',
  'It may stand there.',
);

export function classifyAnswer({ code, status, proxy }: S3Failure): Classification {
  if (proxy) return stoppedAtProxy(proxy);
  return classify(ANSWERS, (pattern) => pattern.test(status === null ? code : `${code} ${status}`));
}

/** The receipt of a failed request. Only with its index is a delivery complete, so that only its outcome can be unknown. */
export function receiptOf(failure: S3Failure, place: S3Place, { index = false } = {}): Receipt {
  const classification = index && failure.inDoubt ? SILENT : classifyAnswer(failure);
  return receiptFor(classification, {
    who: bucketWords(place),
    detail: detailOf(failure),
    waitMs: failure.waitMs,
  });
}

export function failedCheck(failure: S3Failure, place: S3Place): Check {
  const { says, hint } = classifyAnswer(failure);
  return {
    ok: false,
    message: sentence(`${bucketWords(place)} ${says}`, detailOf(failure), ''),
    hint: hint || 'Try again in a while.',
  };
}

/** `The bucket reports at s3.eu-central-1.amazonaws.com`. */
export const bucketWords = ({ bucket, origin, base }: S3Place): string =>
  `The bucket ${bucket} at ${base === '' ? new URL(origin).host.slice(bucket.length + 1) : new URL(origin).host}`;

const detailOf = ({ detail, region }: S3Failure): string =>
  region === '' ? detail : `it is in the region ${region} (${detail})`;

import type { SmtpFailure } from '../../../../src/channels/email/smtp/failure.js';

/** Codes of the system and of the HTTP client, and words that only resemble them. */
export const codes = [
  ...[
    'aborted',
    'timeout',
    'connection-lost',
    'ECONNRESET',
    'EPIPE',
    'UND_ERR_SOCKET',
    'ECONNREFUSED',
    'ENOTFOUND',
  ],
  ...[
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'SELF_SIGNED_CERT_IN_CHAIN',
  ],
  ...[
    'EMFILE',
    'ENFILE',
    'ENOBUFS',
    'unreadable',
    'not aborted',
    'aborted again',
    'no timeout',
    'timeouts',
    '',
  ],
];

/** Statuses of HTTP, some with the error code of the body. */
export const statuses = [
  ...[
    '301',
    '302',
    '307',
    '308',
    '400',
    '401',
    '402',
    '403',
    '404',
    '405',
    '406',
    '408',
    '409',
    '410',
    '411',
  ],
  ...[
    '413',
    '415',
    '418',
    '422',
    '425',
    '429',
    '451',
    '499',
    '500',
    '501',
    '502',
    '503',
    '504',
    '507',
    '599',
  ],
  ...['400 WorkflowTriggerIsNotEnabled', '403 workflowdisabled', '404 NOT_FOUND', '400 INVALID_ARGUMENT'],
];

/** Words of Slack, and words that only resemble them. */
export const slack = [
  ...['ratelimited', 'rate_limited', 'http-429', 'ratelimited_soon', 'not_ratelimited', 'channel_not_found'],
  ...[
    'the_channel_not_found',
    'channel_not_found_here',
    'not_in_channel',
    'not_in_channels',
    'is_archived',
    'is_archived_so',
  ],
  ...[
    'invalid_auth',
    'not_authed',
    'invalid_auth_type',
    'token_revoked',
    'token_expired',
    'token_expired_since',
  ],
  ...[
    'account_inactive',
    'account_inactive_now',
    'user_not_found',
    'users_not_found',
    'user_not_visible',
    'user_disabled',
  ],
  ...[
    'cannot_dm_bot',
    'cannot_dm_bots',
    'missing_scope',
    'missing_scope needs im:write',
    'missing_scope needs mpim:write',
  ],
  ...[
    'missing_scope needs files:write',
    'missing_scope needs chat:write,files:read',
    'missing_scope needs chat:write',
  ],
  ...[
    'messages_tab_disabled',
    'no_permission',
    'access_denied',
    'ekm_access_denied',
    'team_access_not_granted',
  ],
  ...[
    'org_login_required',
    'restricted_action',
    'restricted_action_read_only_channel',
    'not_restricted_action',
  ],
  ...['msg_too_long', 'msg_blocks_too_long', 'msg_too_longer', 'invalid_blocks', 'invalid_blocks_format'],
  ...[
    'service_unavailable',
    'request_timeout',
    'internal_error',
    'fatal_error',
    'fatal_errors',
    'http-500',
    'http-503',
  ],
  ...['http-5000', 'http-404', 'upload_url', 'upload_urls', 'some_new_word', ...codes],
];

/** Error codes of S3 with their statuses, and words that only resemble them. */
export const buckets = [
  ...[
    'SlowDown 503',
    'Throttling 400',
    'ThrottlingException 400',
    'RequestLimitExceeded 503',
    'TooManyRequests 429',
    ' 429',
  ],
  ...['SlowDowns 400', 'NoSlowDown 400', 'RequestTimeTooSkewed 403', 'ExpiredToken 400', 'InvalidToken 400'],
  ...[
    'TokenRefreshRequired 400',
    'InvalidAccessKeyId 403',
    'SignatureDoesNotMatch 403',
    'InvalidSecurity 403',
  ],
  ...[
    'Unauthorized 401',
    ' 401',
    'AuthorizationHeaderMalformed 400',
    'PermanentRedirect 301',
    'TemporaryRedirect 307',
    ' 302',
  ],
  ...['IllegalLocationConstraintException 400', 'NoSuchBucket 404', ' 404', 'ConditionalRequestConflict 409'],
  ...[
    'OperationAborted 409',
    'PreconditionFailed 412',
    ' 409',
    ' 412',
    'EntityTooLarge 400',
    'MaxMessageLengthExceeded 400',
  ],
  ...[' 413', 'KeyTooLongError 400', 'InvalidURI 400', 'XMinioInvalidObjectName 400', 'QuotaExceeded 403'],
  ...['InsufficientStorage 507', 'XMinioStorageFull 507', 'XMinioAdminBucketQuotaExceeded 400', ' 507'],
  ...['RequestTimeout 400', 'IncompleteBody 400', ' 408', 'BadDigest 400', 'InvalidDigest 400'],
  ...[
    'XAmzContentSHA256Mismatch 400',
    'AccessDenied 403',
    'AllAccessDisabled 403',
    'AccountProblem 403',
    ' 403',
  ],
  ...[
    'NotImplemented 501',
    ' 501',
    'InternalError 500',
    ' 503',
    'MalformedXML 400',
    ' 400',
    ' 418',
    ...codes,
  ],
];

/** Codes of a file system, and words that only resemble them. */
export const system = [
  ...[
    'ENOSPC',
    'EDQUOT',
    'EROFS',
    'EACCES',
    'EPERM',
    'ENOTDIR',
    'EEXIST',
    'EISDIR',
    'ELOOP',
    'ENAMETOOLONG',
    'EINVAL',
  ],
  ...[
    'EMFILE',
    'ENFILE',
    'EIO',
    'ENOENT',
    'EBUSY',
    'XENOSPC',
    'ENOSPCX',
    'XEROFS',
    'EACCESX',
    'XEISDIR',
    'EINVALX',
    '',
  ],
];

type Row = readonly [name: string, over: Partial<SmtpFailure>];

const STAGES = ['hello', 'tls', 'login', 'sender', 'recipient', 'data', 'accept'] as const;
const REPLIES: readonly (readonly [code: number, enhanced: string])[] = [
  ...([
    [421, ''],
    [421, '4.7.0'],
    [450, ''],
    [451, ''],
    [451, '4.7.1'],
    [452, ''],
    [452, '4.2.2'],
    [454, '4.7.0'],
  ] as const),
  ...([
    [500, ''],
    [530, '5.7.0'],
    [534, '5.7.9'],
    [535, '5.7.8'],
    [535, '5.7.139'],
    [535, '5.7.140'],
    [538, ''],
  ] as const),
  ...([
    [550, ''],
    [550, '5.1.1'],
    [550, '5.2.2'],
    [550, '5.7.30'],
    [550, '5.7.300'],
    [552, ''],
    [552, '5.2.3'],
  ] as const),
  ...([
    [552, '5.3.4'],
    [550, '5.2.252'],
    [550, '5.3.40'],
    [553, ''],
    [554, '5.7.1'],
  ] as const),
];
const CAUSES = [
  ...['EABORT', 'EXOAUTH2', 'ESMTPUTF8', 'ESOCKET CERT_HAS_EXPIRED', 'ESOCKET DEPTH_ZERO_SELF_SIGNED_CERT'],
  ...[
    'ESOCKET ERR_SSL_WRONG_VERSION_NUMBER',
    'ESOCKET ERR_SSL_PACKET_LENGTH_TOO_LONG',
    'ETLS',
    'ESOCKET ERR_SSL_OTHER',
  ],
  ...[
    'EAUTH',
    'EMESSAGE',
    'EENVELOPE',
    'ESOCKET EMFILE',
    'ETIMEDOUT',
    'EDNS ENOTFOUND',
    'ESOCKET ECONNREFUSED',
  ],
  ...[
    'ESOCKET EHOSTUNREACH',
    'ESOCKET ENETUNREACH',
    'ESOCKET EADDRNOTAVAIL',
    'ECONNECTION',
    'ESOCKET ECONNRESET',
    '',
  ],
];

/** How sessions end: replies at each stage, then ends without one. */
export const mail: readonly Row[] = [
  ...STAGES.flatMap((stage) =>
    REPLIES.map(
      ([code, enhanced]): Row => [`${stage}: ${code} ${enhanced}`.trim(), { stage, code, enhanced }],
    ),
  ),
  ...[421, 535].flatMap((code): Row[] => [
    [`login by token: ${code}`, { stage: 'login', code, byToken: true }],
    [
      `login, not offered: ${code}`,
      { stage: 'login', code, offers: { logins: null, smtpUtf8: false, largest: null } },
    ],
  ]),
  ...[450, 550].map((code): Row => [`recipient, about our name: ${code}`, { code, aboutName: true }]),
  ...CAUSES.flatMap((cause): Row[] => [
    [`before the data: ${cause}`, { stage: 'data', cause }],
    [`after the data: ${cause}`, { stage: 'accept', cause }],
  ]),
  [
    'before the data: EAUTH, not offered',
    { cause: 'EAUTH', offers: { logins: null, smtpUtf8: false, largest: null } },
  ],
];

import {
  type AnswerTable,
  AUTHORITY_HINT,
  type Classification,
  classify,
  NO_HANDLE,
  permanentAnswer,
  receiptFor,
  retryableAnswer,
  stoppedAtProxy,
  unknownAnswer,
} from '../answers.js';
import type { Receipt } from '../channel.js';
import type { SlackFailure } from './api/failure.js';

const INSTALL_HINT = 'Install the app again and put its new token into slack.token.';
const SCOPES_HINT = 'Give the app the scopes chat:write, files:write and files:read, and install it again.';
const DOUBT_HINT = 'It may have been posted.';

/** Answers that settle the matter, by their code. */
const ANSWERS: AnswerTable<RegExp> = [
  [/^(rate_?limited|http-429)$/, retryableAnswer('rate-limited', 'asks to slow down')],
  [
    /^channel_not_found$/,
    permanentAnswer(
      'channel-not-found',
      'knows no such channel',
      'Check the channel id; a private channel must have the app invited.',
    ),
  ],
  [
    /^not_in_channel$/,
    permanentAnswer(
      'not-in-channel',
      'refused, since the app is not in the channel',
      'Invite the app to the channel.',
    ),
  ],
  [
    /^is_archived$/,
    permanentAnswer(
      'is-archived',
      'refused, since the channel is archived',
      'Choose another channel, or restore this one.',
    ),
  ],
  [
    /^(invalid_auth|not_authed)$/,
    permanentAnswer('invalid-auth', 'does not know the token', 'Check slack.token.'),
  ],
  [
    /^token_(revoked|expired)$/,
    permanentAnswer('token-revoked', 'says that the token was revoked', INSTALL_HINT),
  ],
  [
    /^account_inactive$/,
    permanentAnswer('account-inactive', 'says that the token belongs to nobody any more', INSTALL_HINT),
  ],
  [
    /^missing_scope$/,
    permanentAnswer('missing-scope', 'wants a permission that the app does not have', SCOPES_HINT),
  ],
  [
    /^(no_permission|access_denied|ekm_access_denied|team_access_not_granted|org_login_required)$|^restricted_action/,
    permanentAnswer(
      'not-allowed',
      'does not let the app post there',
      'Ask an administrator of the workspace.',
    ),
  ],
  [
    /^msg_(blocks_)?too_long$/,
    permanentAnswer(
      'too-large',
      'finds the message too long',
      'Choose fewer reports or bots for this digest.',
    ),
  ],
  [
    /^invalid_blocks/,
    permanentAnswer(
      'invalid-blocks',
      'refused the layout of the message',
      'Check the Slack template if it was changed.',
    ),
  ],
  [
    /^(service_unavailable|request_timeout|internal_error|fatal_error|http-5\d\d)$/,
    retryableAnswer('server-error', 'failed for the moment'),
  ],
  [
    /^upload_url$/,
    permanentAnswer('refused', 'named an address for files that nothing is sent to', 'Check slack.apiUrl.'),
  ],
  [/^http-/, permanentAnswer('refused', 'refused the request', 'Check slack.apiUrl.')],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_/,
    permanentAnswer('tls-failed', 'has a certificate that cannot be trusted', AUTHORITY_HINT),
  ],
  NO_HANDLE,
  [/^aborted$/, retryableAnswer('aborted', 'was left before the message')],
  [/^timeout$/, retryableAnswer('timeout-before-accept', 'did not answer in time')],
  [/^unreadable$/, retryableAnswer('unreadable', 'gave an answer that cannot be read')],
  [
    /^(connection-lost|ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
    retryableAnswer('connection-lost', 'broke the connection'),
  ],
  [/^[A-Z]/, retryableAnswer('unreachable', 'cannot be reached', 'Check slack.apiUrl and the network.')],
  [/^/, permanentAnswer('refused', 'refused')],
];

const STOPPED = unknownAnswer(
  'stopped-after-post',
  'had been told to post when we stopped waiting for its answer',
  DOUBT_HINT,
);
const SILENT = unknownAnswer('silent-after-post', 'was told to post and did not say that it did', DOUBT_HINT);

/** A call that changes what people see is not to be repeated blindly when its end is in doubt. */
export interface CallKind {
  readonly visible: boolean;
}

export function receiptOf(failure: SlackFailure, call: CallKind): Receipt {
  const { waitMs } = failure;
  return receiptFor(classifyAnswer(failure, call), { who: 'Slack', detail: detailOf(failure), waitMs });
}

export function classifyAnswer(failure: SlackFailure, { visible }: CallKind): Classification {
  if (failure.proxy) return stoppedAtProxy(failure.proxy);
  if (visible && failure.inDoubt) return failure.code === 'aborted' ? STOPPED : SILENT;
  return classify(ANSWERS, (code) => code.test(failure.code));
}

/** Reasons after which no other call with this token would fare better now. */
const ACCOUNT: readonly string[] = [
  'rate-limited',
  'invalid-auth',
  'token-revoked',
  'account-inactive',
  'aborted',
  'proxy-failed',
];

export function isAboutTheAccount(failure: SlackFailure): boolean {
  return ACCOUNT.includes(classifyAnswer(failure, { visible: false }).reason);
}

export function detailOf({ detail, needed }: SlackFailure): string {
  return needed === null ? detail : `${detail}, needed: ${needed}`;
}

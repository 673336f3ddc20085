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
import type { Receipt } from '../channel.js';
import { CONNECTION_LOST, TIMED_OUT, UNTRUSTED } from '../transport-answers.js';
import type { SlackFailure } from './api/failure.js';

const INSTALL_HINT = 'Install the app again and put its new token into slack.token.';
const SCOPES_HINT = 'Give the app the scopes chat:write, files:write and files:read, and install it again.';
const FILES_HINT =
  'Pictures and files need the scopes files:write and files:read: add them and install the app again.';
const PERSON_HINT = 'A message to a person needs the scope im:write: add it and install the app again.';
const WANTS_SCOPE = 'wants a permission that the app does not have';
const DOUBT_HINT = 'It may have been posted.';

/** Answers that settle the matter, by their code; of `missing_scope`, the scopes follow. */
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
    /^(users?_not_found|user_not_visible|user_disabled|cannot_dm_bot)$/,
    permanentAnswer(
      'user-not-found',
      'has no such person to write to',
      'Check the member id: it may be wrong, deactivated or a bot’s.',
    ),
  ],
  [/^missing_scope .*\bim:write/, permanentAnswer('missing-scope', WANTS_SCOPE, PERSON_HINT)],
  [/^missing_scope .*\bfiles:/, permanentAnswer('missing-scope', WANTS_SCOPE, FILES_HINT)],
  [/^missing_scope/, permanentAnswer('missing-scope', WANTS_SCOPE, SCOPES_HINT)],
  [
    /^messages_tab_disabled$/,
    permanentAnswer(
      'not-allowed',
      'does not let the app write to people',
      'Turn on the app’s Messages Tab, under App Home in its settings.',
    ),
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
  UNTRUSTED,
  NO_HANDLE,
  [/^aborted$/, retryableAnswer('aborted', 'was left before the message')],
  TIMED_OUT,
  [/^unreadable$/, retryableAnswer('unreadable', 'gave an answer that cannot be read')],
  CONNECTION_LOST,
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
  const { code, needed } = failure;
  const answer = code === 'missing_scope' && needed !== null ? `${code} ${needed}` : code;
  return classify(ANSWERS, (condition) => condition.test(answer));
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

import type { CallOutcome } from '../../http/call.js';
import {
  type AnswerTable,
  AUTHORITY_HINT,
  type Classification,
  classify,
  NO_HANDLE,
  permanentAnswer,
  retryableAnswer,
  stoppedAtProxy,
  unknownAnswer,
} from '../answers.js';

const DOUBT_HINT = 'It may have been posted.';

const SILENT = unknownAnswer('silent-after-post', 'was sent the message and did not answer', DOUBT_HINT);
const STOPPED = unknownAnswer(
  'stopped-after-post',
  'had been sent the message when we stopped waiting for its answer',
  DOUBT_HINT,
);

/** What every chat's answers mean, by status and error code (`404 NOT_FOUND`), or by the code of a call that got none. */
const COMMON: AnswerTable<RegExp> = [
  [
    /^413/,
    permanentAnswer(
      'too-large',
      'finds the message too large',
      'Choose fewer reports or bots for this digest.',
    ),
  ],
  [/^429/, retryableAnswer('rate-limited', 'asks to slow down')],
  [/^504/, unknownAnswer('silent-after-post', 'stands behind a gateway that gave up waiting', DOUBT_HINT)],
  [/^(408|425|5\d\d)/, retryableAnswer('server-error', 'failed for the moment')],
  [/^3\d\d/, permanentAnswer('redirected', 'points to another address', 'Put that address into the url.')],
  [/^\d/, permanentAnswer('refused', 'refused the message', 'Check the url.')],
  [/^aborted$/, retryableAnswer('aborted', 'was left before the message')],
  [/^timeout$/, retryableAnswer('timeout-before-accept', 'could not be connected to in time')],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_/,
    permanentAnswer('tls-failed', 'has a certificate that cannot be trusted', AUTHORITY_HINT),
  ],
  NO_HANDLE,
  [/^/, retryableAnswer('unreachable', 'cannot be reached', 'Check the url and the network.')],
];

/** Judges an outcome by the chat's own answers, then by those that all have; `error` is the code in the answer's body. */
export function classifyOutcome(
  outcome: CallOutcome,
  error: string,
  own: AnswerTable<RegExp>,
): Classification {
  if (outcome.kind === 'failure' && outcome.proxy) return stoppedAtProxy(outcome.proxy);
  if (outcome.kind === 'failure' && outcome.sent) return outcome.code === 'aborted' ? STOPPED : SILENT;
  const code = outcome.kind === 'answer' ? `${outcome.status} ${error}` : outcome.code;
  return classify([...own, ...COMMON], (pattern) => pattern.test(code));
}

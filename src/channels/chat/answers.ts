import type { CallOutcome } from '../../http/call.js';
import {
  type AnswerTable,
  type Classification,
  classify,
  permanentAnswer,
  stoppedAtProxy,
  unknownAnswer,
} from '../answers.js';
import { postAnswers } from '../transport-answers.js';

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
  [/^504/, unknownAnswer('silent-after-post', 'stands behind a gateway that gave up waiting', DOUBT_HINT)],
  ...postAnswers('the url'),
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

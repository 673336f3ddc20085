import type { CallOutcome } from '../../http/call.js';
import {
  type AnswerTable,
  type Classification,
  classify,
  permanentAnswer,
  receiptFor,
  stoppedAtProxy,
  unknownAnswer,
} from '../answers.js';
import type { Receipt } from '../channel.js';
import { detailOfCall, postAnswers } from '../transport-answers.js';

/** Answers that took nothing, and calls that got none, by status or code. */
const ANSWERS: AnswerTable<RegExp> = [
  [/^410$/, permanentAnswer('gone', 'wants no more messages', 'Remove the entry, or renew its url.')],
  [
    /^413$/,
    permanentAnswer(
      'too-large',
      'takes no message of this size',
      'Lower the webhook’s maxSize, or set files: none.',
    ),
  ],
  [
    /^40[13]$/,
    permanentAnswer('refused', 'does not trust the message', 'Check the webhook’s url and secret.'),
  ],
  ...postAnswers('the webhook’s url'),
];

/** Failures after the request was written, when the message may have been taken. */
const AFTER: AnswerTable<RegExp> = [
  [
    /^aborted$/,
    unknownAnswer('stopped-after-post', 'was left before it answered', 'It may have taken the message.'),
  ],
  [
    /^/,
    unknownAnswer('silent-after-post', 'was sent the message and did not answer', 'It may have taken it.'),
  ],
];

export function receiptOf(outcome: CallOutcome, who: string): Receipt {
  return receiptFor(classifyAnswer(outcome), {
    who,
    detail: detailOfCall(outcome),
    waitMs: outcome.kind === 'answer' ? outcome.waitMs : null,
  });
}

export function classifyAnswer(outcome: CallOutcome): Classification {
  if (outcome.kind === 'failure' && outcome.proxy) return stoppedAtProxy(outcome.proxy);
  const code = outcome.kind === 'answer' ? String(outcome.status) : outcome.code;
  const table = outcome.kind === 'failure' && outcome.sent ? AFTER : ANSWERS;
  return classify(table, (pattern) => pattern.test(code));
}

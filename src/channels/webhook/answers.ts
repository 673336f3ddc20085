import type { CallOutcome } from '../../http/call.js';
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

/** Answers that took nothing, and calls that got none, by status or code. */
const ANSWERS: AnswerTable<RegExp> = [
  [/^429$/, retryableAnswer('rate-limited', 'asks to slow down')],
  [/^(408|425|5\d\d)$/, retryableAnswer('server-error', 'failed for the moment')],
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
  [
    /^3\d\d$/,
    permanentAnswer('redirected', 'points to another address', 'Put that address into the webhook’s url.'),
  ],
  [/^\d/, permanentAnswer('refused', 'refused the message', 'Check the webhook’s url.')],
  [/^aborted$/, retryableAnswer('aborted', 'was left before the message')],
  [/^timeout$/, retryableAnswer('timeout-before-accept', 'could not be connected to in time')],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_/,
    permanentAnswer('tls-failed', 'has a certificate that cannot be trusted', AUTHORITY_HINT),
  ],
  NO_HANDLE,
  [/^/, retryableAnswer('unreachable', 'cannot be reached', 'Check the webhook’s url and the network.')],
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
    detail: detailOf(outcome),
    waitMs: outcome.kind === 'answer' ? outcome.waitMs : null,
  });
}

export function detailOf(outcome: CallOutcome): string {
  if (outcome.kind === 'answer') return `HTTP status ${outcome.status}`;
  return outcome.proxy?.detail ?? outcome.code;
}

export function classifyAnswer(outcome: CallOutcome): Classification {
  if (outcome.kind === 'failure' && outcome.proxy) return stoppedAtProxy(outcome.proxy);
  const code = outcome.kind === 'answer' ? String(outcome.status) : outcome.code;
  const table = outcome.kind === 'failure' && outcome.sent ? AFTER : ANSWERS;
  return classify(table, (pattern) => pattern.test(code));
}

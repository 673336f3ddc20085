import type { CallOutcome } from '../../http/call.js';
import type { Receipt } from '../channel.js';
import {
  again,
  doubtful,
  final,
  firstVerdict,
  NO_HANDLE,
  pronounce,
  type Verdict,
  type VerdictTable,
} from '../answers.js';

/** Answers that took nothing, and calls that got none, by status or code. */
const ANSWERS: VerdictTable<RegExp> = [
  [/^429$/, again('rate-limited', 'asks to slow down')],
  [/^(408|425|5\d\d)$/, again('server-error', 'failed for the moment')],
  [/^3\d\d$/, final('redirected', 'points to another address', 'Put that address into the webhook’s url.')],
  [/^\d/, final('refused', 'refused the message', 'Check the webhook’s url.')],
  [/^aborted$/, again('aborted', 'was left before the message')],
  [/^timeout$/, again('timeout-before-accept', 'could not be connected to in time')],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_/,
    final(
      'tls-failed',
      'has a certificate that cannot be trusted',
      'For a private authority, set NODE_EXTRA_CA_CERTS to its certificate.',
    ),
  ],
  NO_HANDLE,
  [/^/, again('unreachable', 'cannot be reached', 'Check the webhook’s url and the network.')],
];

const SILENT = doubtful(
  'silent-after-post',
  'was sent the message and did not answer',
  'It may have taken it.',
);

export function judge(outcome: CallOutcome, who: string): Receipt {
  const detail = outcome.kind === 'answer' ? `HTTP status ${outcome.status}` : outcome.code;
  return pronounce(verdictOn(outcome), {
    who,
    detail,
    waitMs: outcome.kind === 'answer' ? outcome.waitMs : null,
  });
}

export function verdictOn(outcome: CallOutcome): Verdict {
  if (outcome.kind === 'failure' && outcome.sent) return SILENT;
  const code = outcome.kind === 'answer' ? String(outcome.status) : outcome.code;
  return firstVerdict(ANSWERS, (pattern) => pattern.test(code));
}

import { AUTHORITY_ADVICE } from '../http/code.js';
import type { ProxyFailure } from '../http/proxy-failure.js';
import { asSentence } from '../lib/text/clause.js';
import type { Receipt } from './channel.js';
import { permanent, retryable, sentence, unknown } from './receipt.js';

/** What an answer of the other side means. */
export interface Classification {
  readonly state: Exclude<Receipt['state'], 'delivered'>;
  readonly reason: string;
  /** What the other side did, to follow its name: `refused the recipient`. */
  readonly says: string;
  /** What to do about it, as a sentence; empty when waiting is all. */
  readonly hint: string;
}

/** A deliverer's answers as data: the first line whose condition holds decides, and the last one always holds. */
export type AnswerTable<Condition> = readonly (readonly [Condition, Classification])[];

type Say = (reason: string, says: string, hint?: string) => Classification;

/** Nothing was delivered, and another try may succeed. */
export const retryableAnswer: Say = (reason, says, hint = '') => ({ state: 'retryable', reason, says, hint });
/** Nothing was delivered, and another try would meet the same answer. */
export const permanentAnswer: Say = (reason, says, hint = '') => ({ state: 'permanent', reason, says, hint });
/** It may have been delivered. */
export const unknownAnswer: Say = (reason, says, hint = '') => ({ state: 'unknown', reason, says, hint });

/** A line for tables of the system's codes: the machine has no file handle for a connection or a file, so nothing was sent. */
export const NO_HANDLE: readonly [RegExp, Classification] = [
  /EMFILE|ENFILE|ENOBUFS/,
  retryableAnswer(
    'resource-exhausted',
    'was not reached: this machine has no file handle left',
    'Raise its limit (ulimit -n).',
  ),
];

/** A call that ended at the proxy: nothing was sent to the other side. */
export const stoppedAtProxy = ({ says, advice }: ProxyFailure): Classification =>
  retryableAnswer('proxy-failed', `was not reached: ${says}`, asSentence(advice));

/** What to do about a certificate whose authority nobody knows here. */
export const AUTHORITY_HINT = asSentence(AUTHORITY_ADVICE);

export function classify<C>(table: AnswerTable<C>, holds: (condition: C) => boolean): Classification {
  const line = table.find(([condition]) => holds(condition));
  if (!line) throw new Error('a table of answers has no last line');
  return line[1];
}

/** An answer as a person reads it: who gave it, and their words, or none. */
export interface AnswerSource {
  readonly who: string;
  readonly detail: string;
  readonly waitMs?: number | null;
}

export function receiptFor(
  { state, reason, says, hint }: Classification,
  { who, detail, waitMs }: AnswerSource,
): Receipt {
  const message = sentence(`${who} ${says}`, detail, hint);
  if (state === 'retryable') return retryable(reason, message, waitMs ?? null);
  return state === 'permanent' ? permanent(reason, message) : unknown(reason, message);
}

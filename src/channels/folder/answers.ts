import { messageOf } from '../../lib/errors.js';
import {
  type AnswerTable,
  type Classification,
  classify,
  NO_HANDLE,
  permanentAnswer,
  receiptFor,
  retryableAnswer,
} from '../answers.js';
import type { Receipt } from '../channel.js';

/** What the system's error codes mean. */
const ANSWERS: AnswerTable<RegExp> = [
  [/^(ENOSPC|EDQUOT)$/, retryableAnswer('no-space', 'is full', 'Make room.')],
  [
    /^EROFS$/,
    permanentAnswer(
      'read-only',
      'is on a read-only file system',
      'Choose another folder, or mount it for writing.',
    ),
  ],
  [
    /^(EACCES|EPERM)$/,
    permanentAnswer(
      'not-writable',
      'may not be written by this user',
      'Change its owner or its permissions.',
    ),
  ],
  [
    /^(ENOTDIR|EEXIST|EISDIR|ELOOP)$/,
    permanentAnswer(
      'not-a-folder',
      'cannot be written, since something else stands in its place',
      'Move that away, or choose another folder.',
    ),
  ],
  [
    /^(ENAMETOOLONG|EINVAL)$/,
    permanentAnswer(
      'bad-path',
      'has a path that this file system does not take',
      'Choose a shorter or plainer path.',
    ),
  ],
  NO_HANDLE,
  [/^ABORT_ERR$/, retryableAnswer('aborted', 'was left before all was written')],
  [/^/, retryableAnswer('io-error', 'could not be written')],
];

/** The receipt of a failed write below `folder`. */
export function receiptOf(error: unknown, folder: string): Receipt {
  return receiptFor(classifyAnswer(error), { who: `The folder ${folder}`, detail: detailOf(error) });
}

export function classifyAnswer(error: unknown): Classification {
  return classify(ANSWERS, (code) => code.test(codeOf(error)));
}

/** The system's code where there is one: its sentence names the folder once more. */
export function detailOf(error: unknown): string {
  return codeOf(error) || messageOf(error);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'ABORT_ERR';
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

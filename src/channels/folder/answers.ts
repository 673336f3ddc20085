import { messageOf } from '../../lib/errors.js';
import type { Receipt } from '../channel.js';
import {
  again,
  final,
  firstVerdict,
  NO_HANDLE,
  pronounce,
  type Verdict,
  type VerdictTable,
} from '../answers.js';

/** What the system's error codes mean. */
const ANSWERS: VerdictTable<RegExp> = [
  [/^(ENOSPC|EDQUOT)$/, again('no-space', 'is full', 'Make room.')],
  [
    /^EROFS$/,
    final('read-only', 'is on a read-only file system', 'Choose another folder, or mount it for writing.'),
  ],
  [
    /^(EACCES|EPERM)$/,
    final('not-writable', 'may not be written by this user', 'Change its owner or its permissions.'),
  ],
  [
    /^(ENOTDIR|EEXIST|EISDIR|ELOOP)$/,
    final(
      'not-a-folder',
      'cannot be written, since something else stands in its place',
      'Move that away, or choose another folder.',
    ),
  ],
  [
    /^(ENAMETOOLONG|EINVAL)$/,
    final('bad-path', 'has a path that this file system does not take', 'Choose a shorter or plainer path.'),
  ],
  NO_HANDLE,
  [/^ABORT_ERR$/, again('aborted', 'was left before all was written')],
  [/^/, again('io-error', 'could not be written')],
];

/** The receipt of a failed write below `folder`. */
export function judge(error: unknown, folder: string): Receipt {
  return pronounce(verdictOn(error), { who: `The folder ${folder}`, detail: detailOf(error) });
}

export function verdictOn(error: unknown): Verdict {
  return firstVerdict(ANSWERS, (code) => code.test(codeOf(error)));
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

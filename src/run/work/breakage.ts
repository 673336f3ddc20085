import { messageOf, reasonOf, UserError } from '../../lib/errors.js';
import { isResourceExhaustion } from '../../lib/system/resource-exhaustion.js';
import { WorkerEnded } from '../../lib/thread/worker-host.js';

/** What is told of an error with this reason, a sentence. */
export function whatBroke(error: unknown, reason: BreakageReason): string {
  if (reason === 'resource-exhausted')
    return `This machine is short of file handles, memory or space: ${reasonOf(error)}.`;
  return reason !== 'internal-error' || error instanceof UserError
    ? messageOf(error)
    : `Unexpected: ${messageOf(error)}`;
}

type BreakageReason =
  | 'took-too-long'
  | 'resource-exhausted'
  | 'thread-ended'
  | 'bad-template'
  | 'internal-error';

/** An unexpected error may be transient, such as a file being replaced. */
const TRIES_UNFORESEEN = 3;

/** The reason for an error, and after how many attempts the run fails. */
export function breakageOf(error: unknown): { readonly reason: BreakageReason; readonly tries: number } {
  if (error instanceof UserError)
    return { reason: error.code === 'bad-template' ? 'bad-template' : 'internal-error', tries: 1 };
  const reason = passingFault(error);
  return reason === null
    ? { reason: 'internal-error', tries: TRIES_UNFORESEEN }
    : { reason, tries: Number.POSITIVE_INFINITY };
}

/** The reason for a transient error, or null. */
function passingFault(error: unknown): 'took-too-long' | 'resource-exhausted' | 'thread-ended' | null {
  if (error instanceof Error && error.name === 'TimeoutError') return 'took-too-long';
  if (isResourceExhaustion(error)) return 'resource-exhausted';
  return error instanceof WorkerEnded ? 'thread-ended' : null;
}

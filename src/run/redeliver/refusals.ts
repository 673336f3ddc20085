import type { RunStory } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { hasUnknownResult, REPLACED } from '../../ledger/model/states.js';
import { UserError } from '../../lib/errors.js';

/** Throws when a reader has a digest already, or may have it. */
export function refuseHad({ run }: RunStory, had: readonly Delivery[]): void {
  const [first] = had;
  if (!first) return;
  const unknown = had.find(hasUnknownResult);
  if (unknown)
    throw usageError(
      'outcome-unknown',
      `It is unknown whether ${first.target} has it. Check, then: botdigest resolve ${unknown.id} --as delivered|failed|resend.`,
    );
  if (had.every(({ state, reason }) => state === 'delivered' || reason === REPLACED) && had.some(isDelivered))
    throw usageError(
      'sent-already',
      `${first.target} has it already. botdigest resend ${run.id} --target ${first.target} --again sends it once more.`,
    );
}

const isDelivered = ({ state }: Delivery) => state === 'delivered';

/** The error for a message that is neither stored nor can be rendered again. */
export function notStored({ run: { id, digest, scheduledFor } }: RunStory, slice: string): UserError {
  const form = slice === '' ? '' : ` in the form ${slice}`;
  const message = `Run ${id} cannot be sent${form}: its figures, or that form, are not at hand any more. botdigest preview ${digest} --at ${new Date(scheduledFor).toISOString()} makes it anew.`;
  return new UserError('content-gone', message);
}

export const usageError = (code: string, message: string) => new UserError(code, message, { exitCode: 2 });

import type { Answers } from '../../chatbot/fetch.js';
import { LedgerError } from '../../ledger/model/errors.js';
import type { Run } from '../../ledger/model/run.js';
import type { RunTools } from './run-work.js';

/** Answers kept from an earlier attempt; damaged ones are fetched again. */
export async function draftOf({ ledger }: Pick<RunTools, 'ledger'>, { id, attempt }: Run): Promise<Answers> {
  if (attempt <= 1) return new Map();
  try {
    return new Map(JSON.parse((await ledger.contents.draft(id)) ?? '[]'));
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'content-damaged') return new Map();
    throw error;
  }
}

export const textOfDraft = (answers: Answers): string => JSON.stringify([...answers]);

import { type Link, parseHead } from '../../ledger/chain/link.js';
import { UserError } from '../../lib/errors.js';

/** A head as a person names it; throws a UserError for what is none. */
export function headNamed(text: string): Link {
  const head = parseHead(text);
  if (head !== null && head.seq > 0) return head;
  const message = `${text} is no head: give what botdigest audit or backup printed, a number, a hyphen and 64 hex digits.`;
  throw new UserError('no-head', message, { exitCode: 2 });
}

import { type Link, parseHead, START } from '../chain/link.js';

/** The key in `meta` of the last place in the chain: triggers of the tables write it. */
export const HEAD = 'head';

export interface FoundHead {
  /** As `meta` has it; null before the first event. */
  readonly head: string | null;
  /** The highest number of an event. */
  readonly last: number | null;
}

/** What the next event follows. Where somebody changed the head, work goes on behind the last event, and `audit` finds the break. */
export function headOf({ head, last }: FoundHead): Link {
  const kept = head === null ? START : (parseHead(head) ?? START);
  return last === null || last <= kept.seq ? kept : { seq: last, hash: kept.hash };
}

/** The head as people get it; null before the first event. */
export const headShown = (head: string | null): string | null =>
  head === null || parseHead(head)?.seq === 0 ? null : head;

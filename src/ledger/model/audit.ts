/** What an audit found. */
export interface Audit {
  /** True when nothing was found to be changed. */
  readonly whole: boolean;
  /** Events in the chain that are there. */
  readonly events: number;
  /** Events that retention deleted. */
  readonly deleted: number;
  /** The last place of the chain, as it is kept elsewhere: `1234-` and 64 hex digits; null before the first event. */
  readonly head: string | null;
  readonly brokenAt: Break | null;
  /** What became of the head that was asked for; null when none was. */
  readonly asked: HeadFinding | null;
}

/** Where a chain breaks first. */
export interface Break {
  /** Null when it is an event of the ledger itself. */
  readonly run: string | null;
  /** The event's place in its run, from 1; of an event of the ledger its number in the chain. */
  readonly position: number;
  readonly problem: BreakProblem;
}

/**
 * `changed`: an event is not what its hash says. `missing`: events before this one are not there. `receipt`: the rows of a run, its deliveries or
 * their files are not what the event recorded. `head`: the chain does not end where the store says.
 */
export type BreakProblem = 'changed' | 'missing' | 'receipt' | 'head';

/** `deleted`: it stood among events that retention has deleted, and cannot be compared any more. */
export type HeadFinding = 'in-chain' | 'deleted' | 'not-in-chain';

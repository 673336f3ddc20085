/** What was done to a ledger that is an older copy. */
export interface Rewound {
  /** Epoch ms. */
  readonly at: number;
  /** Runs unfinished in it: it is unknown what they delivered since. */
  readonly runs: number;
}

/** What was done to a ledger that is an older copy. */
export interface Rewound {
  /** Epoch ms. */
  readonly at: number;
  /** Runs unfinished in it: it is unknown what they delivered since. */
  readonly runs: number;
  /** Episodes of alerts that lasted in it, or whose end was not told: they count as told. */
  readonly episodes: number;
}

/** The steps of a time axis. Weeks start as the digest's weeks do. */
export type BucketSize = 'hour' | 'day' | 'week' | 'month';

/** One step of a local time axis; `to` is exclusive, both are epoch ms. */
export interface Bucket {
  /** `2026-11-16` for days, weeks and months (their first day in the window), `2026-11-16T09:00+01:00` for hours. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

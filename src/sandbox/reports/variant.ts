/**
 * Layout of an answer with `group`, which is not documented.
 * `rows`: `{ data: [{ date, source, value }], summary }`
 * `maps`: `{ data: [{ date, value: { widget: 1 } }], summary }`
 * `series-map`: `{ widget: { data, summary } }`
 * `series-array`: `[{ source, data, summary }]`
 */
export type GroupShape = 'rows' | 'maps' | 'series-map' | 'series-array';

/** Undocumented details of the API. */
export interface SandboxVariant {
  /** Weekday of the heatmap's day 0. */
  readonly dayZero: 'sunday' | 'monday';
  /** 1: heatmap hours are UTC plus `offset`; -1: UTC minus `offset`. */
  readonly offsetSign: 1 | -1;
  /** `ignored`: answered as if `group` were not sent. `refused`: 400. */
  readonly groupShape: GroupShape | 'ignored' | 'refused';
  /**
   * How several values of one parameter are accepted. Of repeated values that are not, the last one counts; `name[]` is ignored; several values
   * in one are refused with 400.
   */
  readonly arrays: 'all' | 'repeat' | 'brackets' | 'comma' | 'none';
  /** What `to` includes: its millisecond, all before it, or the whole UTC day that it lies in. */
  readonly to: 'inclusive' | 'exclusive' | 'day';
  /**
   * What `conversations.avg` divides: conversations by the hours or days of a bucket, by those with a conversation, or messages by
   * conversations.
   */
  readonly average: 'hour' | 'activeHour' | 'day' | 'activeDay' | 'messages';
  /** Whether series name buckets of 0. */
  readonly zeros: 'kept' | 'dropped';
  /** Most requests that start within a second, and that are under way at a time: those above get 429. null: any number. */
  readonly rate: number | null;
  readonly concurrent: number | null;
  /** Longest range in days; longer ones get 400. */
  readonly maxDays: number | null;
  /** Day of the `Sunset` header, which comes with `Deprecation`; null: neither. */
  readonly deprecated: string | null;
}

export const DEFAULT_VARIANT: SandboxVariant = {
  dayZero: 'sunday',
  offsetSign: 1,
  groupShape: 'series-array',
  arrays: 'all',
  to: 'inclusive',
  average: 'hour',
  zeros: 'kept',
  rate: null,
  concurrent: null,
  maxDays: null,
  deprecated: null,
};

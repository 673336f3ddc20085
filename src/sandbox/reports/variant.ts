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
  readonly groupShape: GroupShape;
}

import { ApiRefusal } from '../protocol/refusal.js';
import { DataSet } from './data-set.js';
import { completeStory, DEFAULT_STORIES, type Story, type StorySpec } from './story.js';

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

/** The stories of one token. */
export class Account {
  readonly #dataSets: ReadonlyMap<string, DataSet>;

  /** `added` stories are added to the default ones, or replace one with the same id. */
  constructor(seed: number, added: readonly StorySpec[] = []) {
    const stories = [...DEFAULT_STORIES, ...added].map(completeStory);
    this.#dataSets = new Map(stories.map((story) => [story.id, new DataSet(seed, story)]));
  }

  stories(): Story[] {
    return [...this.#dataSets.values()].map((dataSet) => dataSet.story);
  }

  /** The data sets of the given stories, or of all for null; throws an ApiRefusal of 404 for an unknown id. */
  dataSets(storyIds: readonly string[] | null): DataSet[] {
    if (storyIds === null) return [...this.#dataSets.values()];
    return storyIds.map((id) => {
      const dataSet = this.#dataSets.get(id);
      if (!dataSet) throw new ApiRefusal(404, `There is no story ${JSON.stringify(id.slice(0, 60))}.`);
      return dataSet;
    });
  }
}

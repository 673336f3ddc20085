import { ApiRefusal } from '../protocol/refusal.js';
import { DataSet } from './data-set.js';
import { completeStory, DEFAULT_STORIES, type Story, type StorySpec } from './story.js';

/**
 * How an answer with `group` is laid out, which the vendor does not say.
 * `rows`: `{ data: [{ date, source, value }], summary }`
 * `maps`: `{ data: [{ date, value: { widget: 1 } }], summary }`
 * `series-map`: `{ widget: { data, summary } }`
 * `series-array`: `[{ source, data, summary }]`
 */
export type GroupShape = 'rows' | 'maps' | 'series-map' | 'series-array';

/** What the vendor leaves open. */
export interface SandboxVariant {
  /** What day 0 of the heatmap is. */
  readonly dayZero: 'sunday' | 'monday';
  /** 1: the heatmap's clocks show UTC plus `offset`; -1: UTC minus `offset`. */
  readonly offsetSign: 1 | -1;
  readonly groupShape: GroupShape;
}

/** The stories that one token reaches. */
export class Account {
  readonly #archives: ReadonlyMap<string, DataSet>;

  /** `added` stories join the default ones; one with the same id takes its place. */
  constructor(seed: number, added: readonly StorySpec[] = []) {
    const stories = [...DEFAULT_STORIES, ...added].map(completeStory);
    this.#archives = new Map(stories.map((story) => [story.id, new DataSet(seed, story)]));
  }

  stories(): Story[] {
    return [...this.#archives.values()].map((archive) => archive.story);
  }

  /** The archives of the given stories, or of all for null; throws a Refusal of 404 for an unknown one. */
  archives(storyIds: readonly string[] | null): DataSet[] {
    if (storyIds === null) return [...this.#archives.values()];
    return storyIds.map((id) => {
      const archive = this.#archives.get(id);
      if (!archive) throw new ApiRefusal(404, `There is no story ${JSON.stringify(id.slice(0, 60))}.`);
      return archive;
    });
  }
}

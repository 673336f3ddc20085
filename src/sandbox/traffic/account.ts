import { botSpecs } from '../model/bots.js';
import { completeStory, type Story, type StorySpec } from '../model/story.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { assignScenarios, type ScenarioChoice } from '../scenarios/assign.js';
import type { DataSet } from './data-set.js';
import { dataSetOf } from './traffic.js';

export interface AccountOptions extends ScenarioChoice {
  /** Determines the generated conversations. */
  readonly seed: number;
  /** How many bots there are, 1 to 200; default 2. Each has the same id, name and conversations whatever the number. */
  readonly bots?: number | undefined;
  /** Stories besides, or in the place of one with the same id. */
  readonly stories?: readonly StorySpec[] | undefined;
}

/** The stories of one token. */
export class Account {
  readonly #dataSets: ReadonlyMap<string, DataSet>;

  /** Throws a UserError for an unknown scenario or bot. `now` is in epoch ms. */
  constructor(options: AccountOptions, now: number) {
    const { seed, bots = 2, stories = [] } = options;
    const specs = [...new Map([...botSpecs(bots), ...stories].map((spec) => [spec.id, spec])).values()];
    const scenarios = assignScenarios(options, specs, now);
    this.#dataSets = new Map(
      specs.map((spec) => [spec.id, dataSetOf(seed, completeStory(spec), scenarios.get(spec.id) ?? null)]),
    );
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

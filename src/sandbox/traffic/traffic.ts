import type { Story } from '../model/story.js';
import type { Scenario } from '../scenarios/scenario.js';
import { batchTraffic } from './batches.js';
import { createDataSet, type DataSet } from './data-set.js';
import { steadyTraffic } from './steady.js';
import { usualTraffic } from './usual.js';

/** The conversations of a story under its scenario, or the usual ones without. */
export function dataSetOf(seed: number, story: Story, scenario: Scenario | null): DataSet {
  if (scenario === null) return createDataSet(story, usualTraffic(seed, story), null);
  return scenario.name === 'millions'
    ? createDataSet(story, batchTraffic(seed, story), scenario)
    : createDataSet(story, steadyTraffic(seed, story, scenario), scenario);
}

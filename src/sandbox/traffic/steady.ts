import { type Random, randomOf } from '../../lib/random.js';
import { drawCount, drawHits } from '../model/random.js';
import type { Story } from '../model/story.js';
import { levelOn, silentSource } from '../scenarios/effects.js';
import type { Scenario } from '../scenarios/scenario.js';
import type { Traffic } from './arrival.js';
import { type Conversation, converse, countUses, type Habits, habitsOf } from './conversation.js';
import { raiseFallbacks } from './raise-fallbacks.js';
import { drawStart, weekdayLevel } from './steady-rate.js';

/** The variance that days have beyond chance, relative to their mean: the whole dispersion is about 1.3. */
const EXTRA_DISPERSION = 0.55;

/** So that a name in use is used every week. */
const MIN_WEIGHT = 6;

/** The most conversations of a day of `quiet`. */
const MAX_QUIET = 3;

/** Stationary traffic with a weekday and a daily rhythm, changed by the scenario from its first day on. */
export function steadyTraffic(seed: number, story: Story, scenario: Scenario): Traffic<Conversation> {
  const ordinary = evenHabits(story);
  const raised = raiseFallbacks(ordinary);
  const habitsOn = (day: number): Habits =>
    scenario.name === 'fallback-rise' && day >= scenario.from ? raised : ordinary;
  return {
    ofDay(day) {
      const random = randomOf(seed, story.id, 'steady', day);
      const starts = Array.from({ length: countOn(day, { random, story, scenario }) }, () =>
        drawStart(day, random),
      );
      const silent = silentSource(scenario, day, story.integrations);
      return starts
        .sort((a, b) => a - b)
        .map((start) => converse(story, habitsOn(day), { start, random }))
        .filter(({ source }) => source !== silent);
    },
    usesOf: (conversations) => countUses(story, conversations),
  };
}

function countOn(
  day: number,
  {
    random,
    story,
    scenario,
  }: { readonly random: Random; readonly story: Story; readonly scenario: Scenario },
): number {
  if (scenario.name === 'quiet') return drawHits(random, MAX_QUIET, weekdayLevel(day) / MAX_QUIET);
  const mean = story.perDay * weekdayLevel(day) * levelOn(scenario, day);
  return drawCount(random, mean * noise(mean, random));
}

/** A factor of 1 on average, whose variance does not depend on how busy the bot is relative to pure chance. */
function noise(mean: number, random: Random): number {
  const reach = Math.min(0.9, Math.sqrt((3 * EXTRA_DISPERSION) / mean));
  return 1 + reach * (2 * random() - 1);
}

function evenHabits(story: Story): Habits {
  const habits = habitsOf(story);
  const topics = habits.topics.map((topic) =>
    topic.weight === 0 ? topic : { ...topic, weight: Math.max(MIN_WEIGHT, topic.weight) },
  );
  return { ...habits, topics };
}

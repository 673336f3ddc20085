import type { Source } from '../../vocabulary/chatbot.js';
import { HOUR } from './calendar.js';
import { drawCount, type Random, randomOf, wholeNumber } from './random.js';
import type { Story, Topic } from './story.js';
import { expectedConversations } from './traffic-model.js';

/** A visitor's conversation with a bot. Its messages and interactions count at its start. */
export interface Conversation {
  /** Epoch ms. */
  readonly start: number;
  readonly source: Source;
  readonly paid: boolean;
  /** At least 1. */
  readonly messages: number;
  /** Indexes into the story's interactions, one per use. */
  readonly path: readonly number[];
}

const SOURCE_WEIGHTS: Readonly<Record<Source, number>> = {
  widget: 40,
  messenger: 22,
  livechat: 14,
  app: 10,
  slack: 6,
  livechat3: 5,
  custom: 3,
};
const PAID_CHANCE = 0.62;
const WELCOME_CHANCE = 0.85;
const FALLBACK_CHANCE = 0.06;
const MAX_STEPS = 5;

/**
 * The conversations of one UTC hour, in order of start; a pure function of seed, story and hour.
 * `hour` counts hours since the epoch.
 */
export function conversationsOfHour(seed: number, story: Story, hour: number): Conversation[] {
  const rate = { seed, storyId: story.id, perDay: story.perDay };
  const expected = expectedConversations(rate, hour * HOUR);
  if (expected === 0) return [];
  const random = randomOf(seed, story.id, 'hour', hour);
  const count = drawCount(random, expected);
  const starts = Array.from({ length: count }, () => hour * HOUR + wholeNumber(random, HOUR));
  return starts.sort((a, b) => a - b).map((start) => converse(story, start, random));
}

function converse(story: Story, start: number, random: Random): Conversation {
  const path = walk(story, random);
  return {
    start,
    source: choose(story.integrations, (source) => SOURCE_WEIGHTS[source], random) ?? 'custom',
    paid: random() < PAID_CHANCE,
    messages: path.length + 1 + wholeNumber(random, 4),
    path,
  };
}

function walk(story: Story, random: Random): number[] {
  const path = random() < WELCOME_CHANCE ? [story.welcome] : [];
  const steps = 1 + wholeNumber(random, MAX_STEPS);
  for (let step = 0; step < steps; step += 1) {
    const topic = random() < FALLBACK_CHANCE ? undefined : choose(story.topics, weightOf, random);
    path.push(topic?.interaction ?? story.fallback);
    if (typeof topic?.contextFallback === 'number' && random() < topic.fallbackChance)
      path.push(topic.contextFallback);
  }
  return path;
}

const weightOf = (topic: Topic): number => topic.weight;

/** A random item, with probability proportional to its weight; undefined when all weights are 0. */
function choose<T>(items: readonly T[], weight: (item: T) => number, random: Random): T | undefined {
  let left = random() * items.reduce((sum, item) => sum + weight(item), 0);
  return items.find((item) => {
    left -= weight(item);
    return left < 0;
  });
}

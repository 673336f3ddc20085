import type { Random } from '../../lib/random.js';
import type { Source } from '../../vocabulary/chatbot.js';
import { wholeNumber } from '../model/random.js';
import type { Story, Topic } from '../model/story.js';
import type { Arrival } from './arrival.js';

/** A visitor's conversation with a bot. */
export interface Conversation extends Arrival {
  readonly conversations: 1;
  readonly paid: 0 | 1;
  /** Indexes into the story's interactions, one per use. */
  readonly path: readonly number[];
}

/** How visitors use a story's interactions. */
export interface Habits {
  readonly topics: readonly Topic[];
  /** The chance that a step is not understood. */
  readonly fallbackChance: number;
}

export const SOURCE_WEIGHTS: Readonly<Record<Source, number>> = {
  widget: 40,
  messenger: 22,
  livechat: 14,
  app: 10,
  slack: 6,
  livechat3: 5,
  custom: 3,
};
export const PAID_CHANCE = 0.62;
export const WELCOME_CHANCE = 0.85;
const FALLBACK_CHANCE = 0.06;
/** A conversation has 1 to 5 steps, each number as likely. */
export const MAX_STEPS = 5;
/** And 0 to 3 messages besides one for itself and one for each use. */
export const MAX_EXTRA = 3;

export const habitsOf = ({ topics }: Story): Habits => ({ topics, fallbackChance: FALLBACK_CHANCE });

/** Draws a conversation. */
export function converse(
  story: Story,
  habits: Habits,
  { start, random }: { readonly start: number; readonly random: Random },
): Conversation {
  const path = walk(story, habits, random);
  return {
    start,
    source: drawSource(story, random),
    conversations: 1,
    paid: random() < PAID_CHANCE ? 1 : 0,
    messages: path.length + 1 + wholeNumber(random, MAX_EXTRA + 1),
    path,
  };
}

/** How often the conversations use each interaction of the story. */
export function countUses({ interactions }: Story, conversations: Iterable<Conversation>): number[] {
  const counts = interactions.map(() => 0);
  for (const { path } of conversations) for (const index of path) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}

function drawSource({ integrations }: Story, random: Random): Source {
  return choose(integrations, (source) => SOURCE_WEIGHTS[source], random) ?? 'custom';
}

function walk(story: Story, { topics, fallbackChance }: Habits, random: Random): number[] {
  const path = random() < WELCOME_CHANCE ? [story.welcome] : [];
  const steps = 1 + wholeNumber(random, MAX_STEPS);
  for (let step = 0; step < steps; step += 1) {
    const topic = random() < fallbackChance ? undefined : choose(topics, weightOf, random);
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

import { type Random, randomOf } from '../../lib/random.js';
import type { Source } from '../../vocabulary/chatbot.js';
import { HOUR } from '../model/calendar.js';
import { drawAround, drawPart } from '../model/random.js';
import { sum } from '../model/rounding.js';
import type { Story } from '../model/story.js';
import type { Arrival, Traffic } from './arrival.js';
import { MAX_EXTRA, MAX_STEPS, PAID_CHANCE, SOURCE_WEIGHTS, WELCOME_CHANCE } from './conversation.js';
import { hoursOf, weekdayLevel } from './steady-rate.js';
import { countSteps, stepShares } from './step-shares.js';

/** The conversations of an hour from one source, as sums. They count at half past. */
export interface Batch extends Arrival {
  readonly welcomes: number;
  /** Uses besides welcomes. */
  readonly steps: number;
}

/** Conversations a day, on average. */
const PER_DAY = 80_000;

/** Of 1 to MAX_STEPS, each as likely. */
const STEPS = { mean: (MAX_STEPS + 1) / 2, variance: (MAX_STEPS ** 2 - 1) / 12 };
/** Of 0 to MAX_EXTRA. */
const EXTRA = { mean: MAX_EXTRA / 2, variance: ((MAX_EXTRA + 1) ** 2 - 1) / 12 };

/** Traffic of a bot too busy for single conversations: their sums are drawn. */
export function batchTraffic(seed: number, story: Story): Traffic<Batch> {
  const sources = sourceShares(story.integrations);
  const shares = stepShares(story);
  return {
    ofDay(day) {
      const random = randomOf(seed, story.id, 'batches', day);
      const mean = PER_DAY * weekdayLevel(day);
      const batches: Batch[] = [];
      for (const { start, share } of hoursOf(day))
        if (share > 0)
          for (const [source, part] of sources)
            batches.push(drawBatch({ start: start + HOUR / 2, source }, mean * share * part, random));
      return batches;
    },
    usesOf(batches) {
      const counts = story.interactions.map(() => 0);
      for (const { start, welcomes, steps } of byInstant(batches)) {
        counts[story.welcome] = (counts[story.welcome] ?? 0) + welcomes;
        countSteps(counts, steps, { shares, random: randomOf(seed, story.id, 'steps', start) });
      }
      return counts;
    },
  };
}

function sourceShares(sources: readonly Source[]): (readonly [Source, number])[] {
  const all = sum(sources.map((source) => SOURCE_WEIGHTS[source]));
  return sources.map((source) => [source, SOURCE_WEIGHTS[source] / all]);
}

function drawBatch({ start, source }: Pick<Batch, 'start' | 'source'>, mean: number, random: Random): Batch {
  const conversations = drawAround(random, mean, mean);
  const welcomes = drawPart(random, conversations, WELCOME_CHANCE);
  const steps = Math.max(conversations, drawSum(random, conversations, STEPS));
  return {
    start,
    source,
    conversations,
    paid: drawPart(random, conversations, PAID_CHANCE),
    messages: conversations + welcomes + steps + drawSum(random, conversations, EXTRA),
    welcomes,
    steps,
  };
}

function drawSum(
  random: Random,
  count: number,
  each: { readonly mean: number; readonly variance: number },
): number {
  return drawAround(random, count * each.mean, count * each.variance);
}

/** Arrivals of one instant as one, which takes a seventh of the draws. */
function* byInstant(batches: Iterable<Batch>): Generator<Pick<Batch, 'start' | 'welcomes' | 'steps'>, void> {
  let current = { start: Number.NaN, welcomes: 0, steps: 0 };
  for (const { start, welcomes, steps } of batches) {
    if (start !== current.start) {
      if (current.steps > 0) yield current;
      current = { start, welcomes: 0, steps: 0 };
    }
    current.welcomes += welcomes;
    current.steps += steps;
  }
  if (current.steps > 0) yield current;
}

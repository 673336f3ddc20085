import type { Random } from '../../lib/random.js';
import { drawPart } from '../model/random.js';
import { sum } from '../model/rounding.js';
import type { Story } from '../model/story.js';
import { habitsOf } from './conversation.js';

/** A part of a story's steps: those that reach an interaction, and those of them that end in its context fallback. */
interface StepShare {
  readonly interaction: number;
  /** Of all steps. */
  readonly share: number;
  readonly contextFallback: number | null;
  /** Of this part. */
  readonly fallbackShare: number;
}

/** What a step is, on average: an interaction or the fallback. */
export function stepShares(story: Story): StepShare[] {
  const { topics, fallbackChance } = habitsOf(story);
  const weight = sum(topics.map((topic) => topic.weight));
  const understood = weight === 0 ? 0 : 1 - fallbackChance;
  const used = topics.filter((topic) => topic.weight > 0);
  return [
    { interaction: story.fallback, share: 1 - understood, contextFallback: null, fallbackShare: 0 },
    ...used.map(({ interaction, contextFallback, ...topic }) => ({
      interaction,
      share: (understood * topic.weight) / weight,
      contextFallback,
      fallbackShare: topic.fallbackChance / (1 + topic.fallbackChance),
    })),
  ];
}

/** Adds `steps` uses to the counts of the interactions, at random by their shares; no interaction has more fallbacks than uses. */
export function countSteps(
  counts: number[],
  steps: number,
  { shares, random }: { readonly shares: readonly StepShare[]; readonly random: Random },
): void {
  let left = steps;
  let share = 1;
  for (const [at, part] of shares.entries()) {
    const drawn = at === shares.length - 1 ? left : drawPart(random, left, Math.min(1, part.share / share));
    left -= drawn;
    share -= part.share;
    const fallbacks = Math.min(Math.floor(drawn / 2), drawPart(random, drawn, part.fallbackShare));
    counts[part.interaction] = (counts[part.interaction] ?? 0) + drawn - fallbacks;
    if (part.contextFallback !== null)
      counts[part.contextFallback] = (counts[part.contextFallback] ?? 0) + fallbacks;
  }
}

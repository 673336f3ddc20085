import { sum } from '../model/rounding.js';
import type { Topic } from '../model/story.js';
import type { Habits } from './conversation.js';

const FACTOR = 3;
/** The part of the rise that falls on the worst step. */
const WORST_PART = 0.8;
const MAX_CHANCE = 0.9;

/** Habits with three times the fallbacks: most of the rise after the busiest step that has a context fallback, the rest anywhere. */
export function raiseFallbacks({ topics, fallbackChance }: Habits): Habits {
  const understood = 1 - fallbackChance;
  const before = fallbackChance + understood * contextChance(topics);
  const worst = topics.filter(hasContextFallback).toSorted((a, b) => b.weight - a.weight)[0];
  const raised = topics.map((topic) => {
    if (topic !== worst) return topic;
    const uses = understood * shareOf(topic, topics);
    const rise = (WORST_PART * (FACTOR - 1) * before) / uses;
    return { ...topic, fallbackChance: Math.min(MAX_CHANCE, topic.fallbackChance + rise) };
  });
  const context = contextChance(raised);
  return { topics: raised, fallbackChance: (FACTOR * before - context) / (1 - context) };
}

const hasContextFallback = ({ contextFallback, weight }: Topic) => contextFallback !== null && weight > 0;

const shareOf = ({ weight }: Topic, topics: readonly Topic[]) =>
  weight / sum(topics.map((each) => each.weight));

/** The chance that a step that was understood ends in its context fallback. */
const contextChance = (topics: readonly Topic[]) =>
  sum(topics.map((topic) => (topic.weight === 0 ? 0 : shareOf(topic, topics) * topic.fallbackChance)));

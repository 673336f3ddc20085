import { findingsOf } from '../../src/digest/callouts/callouts.js';
import { createContext } from '../../src/digest/context.js';
import type { Callout } from '../../src/digest/digest.js';
import { digestConfig } from '../support/snapshot.js';
import { botId, type Change, simulatedWeeks, type World } from './weeks.js';

/** The rules that speak of a change. */
export const JUDGING = ['silent', 'understood', 'level', 'mover', 'figure', 'stopped', 'new'] as const;
export type Judging = (typeof JUDGING)[number];

export const PER_WEEK = [30, 100, 300, 1_000, 3_000] as const;
export const DISPERSIONS = [1, 2, 4] as const;
export const PARTS = [1, 5, 15] as const;

const CONFIG = digestConfig(
  { zone: 'UTC', days: ['2026-11-16', '2026-11-22'], before: ['2026-11-09', '2026-11-15'], bots: [] },
  {
    reports: {
      names: ['conversations', 'paid', 'messages', 'interactions'],
      interactions: { top: 10 },
      bySource: true,
    },
  },
);

/** What a digest of a simulated week claims. */
export function claimsOf(world: World, seed: number, change: Change | null = null): readonly Callout[] {
  const context = createContext(simulatedWeeks(world, seed, change), CONFIG);
  return findingsOf(context)
    .map(({ callout }) => callout)
    .filter(({ tone }) => tone !== 'muted');
}

/** In how many of so many unchanged weeks each rule speaks. */
export function falseClaims(world: World, weeks: number): Readonly<Record<Judging, number>> {
  const spoken = Object.fromEntries(JUDGING.map((rule) => [rule, 0])) as Record<Judging, number>;
  for (let seed = 1; seed <= weeks; seed += 1) {
    const rules = new Set(claimsOf(world, seed).map(({ rule }) => rule));
    for (const rule of JUDGING) if (rules.has(rule)) spoken[rule] += 1;
  }
  return spoken;
}

/** In how many of so many weeks a change is told: by its name, or as the whole where it is the whole. */
export function toldChanges(world: World, change: Change, weeks: number): number {
  let told = 0;
  for (let seed = 1; seed <= weeks; seed += 1)
    if (claimsOf(world, seed, change).some((callout) => tells(callout, world, change))) told += 1;
  return told;
}

function tells({ rule, about }: Callout, world: World, { bot, source, factor }: Change): boolean {
  if (rule !== 'silent' && rule !== 'mover' && rule !== 'level') return false;
  if (source !== undefined && about.sources.includes(source)) return true;
  if (bot !== undefined && about.bots.includes(botId(bot))) return true;
  const whole = source === undefined && (bot === undefined || world.parts === 1);
  return whole && rule === 'level' && factor > 0;
}

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

/**
 * Weeks of so many in which a rule may speak: 5 of 100, and three standard deviations more. Eight weeks tell a dispersion of 4 too poorly for
 * that: 7 of 100.
 */
export function mostFalse(weeks: number, dispersion: number): number {
  const share = dispersion > 2 ? 0.07 : 0.05;
  return share * weeks + 3 * Math.sqrt(share * (1 - share) * weeks);
}

/** How often each rule speaks of unchanged weeks, as Markdown: a row for each dispersion and volume, over all numbers of parts. */
export function falseTable(weeks: number): {
  readonly lines: readonly string[];
  readonly wrong: readonly string[];
} {
  const wrong: string[] = [];
  const rows = DISPERSIONS.flatMap((dispersion) =>
    PER_WEEK.map((perWeek) => {
      const all = PARTS.map((parts) => falseClaims({ perWeek, dispersion, parts }, weeks));
      const counts = JUDGING.map((rule) => all.reduce((sum, spoken) => sum + spoken[rule], 0));
      const said = counts.map((count) => ((100 * count) / (weeks * PARTS.length)).toFixed(1));
      JUDGING.forEach((rule, index) => {
        if ((counts[index] ?? 0) > mostFalse(weeks * PARTS.length, dispersion))
          wrong.push(`${rule} of ${perWeek} a week, dispersion ${dispersion}: ${said[index]} %`);
      });
      return [String(dispersion), String(perWeek), ...said];
    }),
  );
  return { lines: markdown(['dispersion', 'a week', ...JUDGING], rows), wrong };
}

/** What happens to one of several bots, or to one of three sources. */
export const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ['a dead bot', { bot: 0, factor: 0 }],
  ['a halved bot', { bot: 0, factor: 0.5 }],
  ['a doubled bot', { bot: 0, factor: 2 }],
  ['a dead channel', { source: 'messenger', factor: 0 }],
  ['a halved channel', { source: 'messenger', factor: 0.5 }],
  ['a doubled channel', { source: 'messenger', factor: 2 }],
];

/** How often a change is told, as Markdown: a row for each kind of change, dispersion and number of bots. */
export function toldTable(weeks: number): readonly string[] {
  const rows = CHANGES.flatMap(([name, change]) =>
    [1, 2, 4].flatMap((dispersion) =>
      [1, 5].map((parts) => [
        name,
        String(dispersion),
        String(parts),
        ...PER_WEEK.map((perWeek) => {
          const told = toldChanges({ perWeek, dispersion, parts }, change, weeks);
          return ((100 * told) / weeks).toFixed(0);
        }),
      ]),
    ),
  );
  return markdown(
    ['in 100 weeks', 'dispersion', 'bots', ...PER_WEEK.map((count) => `${count} a week`)],
    rows,
  );
}

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

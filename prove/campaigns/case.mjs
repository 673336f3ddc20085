/**
 * What a campaign consists of.
 *
 * @typedef {import('../scene/trial.mjs').Trial} Trial
 * @typedef {import('../scene/scenes.mjs').Scene} Scene
 * @typedef {'sqlite' | 'postgres'} StoreKind
 * @typedef {{ name: string, scene: Scene, store: StoreKind, faults?: import('../scene/lane.mjs').Faults, alone?: boolean,
 *   play(trial: Trial): Promise<void> }} Case
 *   `alone`: no other trial may run meanwhile, since it breaks what they share; `play` does to the program what the case is about; the trial is settled and judged after it
 * @typedef {{ whole<T>(case_: Omit<Case, 'play'>, look: (trial: Trial) => Promise<T>): Promise<T>, some<T>(all: readonly T[]): readonly T[] }} Prospect
 *   `whole` makes one trial in which nothing goes wrong, to see what there is to break; `some` are one of a list in a sample, and all of it otherwise
 * @typedef {{ name: string, title: string, unable(): string | null, cases(prospect: Prospect): Promise<Case[]> }} Campaign
 */

/** After a kill: longer than a lease. */
export const AFTER_KILL = 2 * 60_000;

/** Lets a life of the program come to its end, or to where it was to be killed; what remains is done later. @param {Trial} trial @param {{ env?: Record<string, string>, wrap?: readonly string[] }} how */
export async function killedLife(trial, how) {
  const life = trial.start(how);
  await trial.rest(life);
  if (!(await trial.wasKilled(life))) await trial.end(life);
  trial.now += AFTER_KILL;
}

/** Some of a list, spread over all of it; others with another seed. @template T @param {readonly T[]} items @param {number} size @param {number} seed @returns {T[]} */
export function spread(items, size, seed) {
  if (items.length <= size) return [...items];
  const stride = items.length / size;
  return Array.from(
    { length: size },
    (_, index) => items[Math.floor(stride * (index + ((seed * 7_919 + index * 104_729) % 1_000) / 1_000))],
  ).flatMap((item) => item ?? []);
}

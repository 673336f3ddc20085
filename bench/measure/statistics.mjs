import { setTimeout as wait } from 'node:timers/promises';

/** The median. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Pause after a run, ms, so that its clean-up does not slow down the next one. */
const REST = 250;

/** Runs the variants in turn, so that other load on the machine affects all of them alike. */
export async function interleave(runs, variants) {
  const results = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let run = 0; run < runs; run++)
    for (const [name, once] of Object.entries(variants)) {
      results[name].push(await once());
      await wait(REST);
    }
  return results;
}

/** Medians of samples, key by key. */
export function middle(samples) {
  const keys = Object.keys(samples[0] ?? {});
  return Object.fromEntries(keys.map((key) => [key, median(samples.map((sample) => sample[key]))]));
}

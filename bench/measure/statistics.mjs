import { setTimeout as wait } from 'node:timers/promises';

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Time for a variant to put away what its run left behind, in ms: it must not fall on the next one. */
const REST = 250;

/** Calls each variant in turn, again and again, so that whatever else the machine does falls on all of them alike. */
export async function interleave(runs, variants) {
  const results = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let run = 0; run < runs; run++)
    for (const [name, once] of Object.entries(variants)) {
      results[name].push(await once());
      await wait(REST);
    }
  return results;
}

/** Medians of what was measured, key by key. */
export function middle(samples) {
  const keys = Object.keys(samples[0] ?? {});
  return Object.fromEntries(keys.map((key) => [key, median(samples.map((sample) => sample[key]))]));
}

import { expect, test } from 'vitest';
import { alertFaults, tryEpisode } from './trial.js';

/** Messages are stored and none is sent; a reader has one, and that is not recorded; a mail is on its way. */
test.each([
  ['firing', 'ledger:runs.plan:committed'],
  ['reminder', 'run:send:ended'],
  ['recovered', 'smtp:accept:begun'],
] as const)(
  'an episode whose check about %s is killed at %s and made by another process is told once',
  async (word, at) => {
    const trial = await tryEpisode(word, at);
    expect(alertFaults(trial)).toEqual([]);
    expect(trial.passed.at(-1)).toBe(at);
    expect(trial.code).toBeNull();
  },
);

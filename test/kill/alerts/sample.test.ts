import { expect, test } from 'vitest';
import { alertFaults, tryEpisode } from './trial.js';

/** Messages are stored and none is sent; the webhook or Slack has one, and that is not recorded; a mail is on its way. */
test.each([
  ['firing', 'ledger:runs.plan:committed'],
  ['firing', 'run:send:ended#2'],
  ['reminder', 'run:send:ended#3'],
  ['recovered', 'smtp:accept:begun'],
] as const)(
  'an episode whose check about %s is killed at %s and made by another process is told once',
  async (word, at) => {
    const trial = await tryEpisode(word, at);
    expect(alertFaults(trial)).toEqual([]);
    expect(trial.passed.at(-1)).toBe(at.split('#')[0]);
    expect(trial.code).toBeNull();
  },
);

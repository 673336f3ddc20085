import { expect, test } from 'vitest';
import { correctionFaults, tryCorrection } from './correction.js';

test('a correction that is killed at any point and asked for again reaches everybody once', async () => {
  const whole = await tryCorrection(null);
  expect(correctionFaults(whole)).toEqual([]);
  expect(whole.code).toBe(0);
  const point = (name: string) => whole.passed.indexOf(name) + 1;
  const points = ['ledger:runs.reopen:committed', 'ledger:runs.correct:committed', 'smtp:accept:begun'];
  expect(points.map(point)).not.toContain(0);
  for (const at of points.map(point)) {
    const trial = await tryCorrection(at);
    expect(correctionFaults(trial), `killed at ${at}, ${trial.passed.at(-1)}`).toEqual([]);
    expect(trial.code).toBeNull();
  }
});

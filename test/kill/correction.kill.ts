import { expect, test } from 'vitest';
import { correctionFaults, tryCorrection } from './correction.js';

const { passed } = await tryCorrection(null);

test.each(passed.map((name, index) => ({ at: index + 1, name })))(
  'a correction killed at point $at, about $name, is made once',
  async ({ at }) => {
    const trial = await tryCorrection(at);
    expect(correctionFaults(trial), `killed at ${trial.passed.at(-1)}`).toEqual([]);
  },
);

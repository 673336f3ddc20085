import { describe, expect, test } from 'vitest';
import { NO_MEMORY } from '../../../../src/alerts/episodes/state.js';
import { advance } from '../../../../src/alerts/judge/cusum.js';
import { addDays } from '../../../../src/lib/time/zone.js';

const FIRST = '2026-11-01';
/** So few that the model's error is next to nothing. */
const expectation = { mean: 0, variance: 1 };

/** The sums after each day. */
function sums(deviates: readonly number[], limit = 8) {
  let cusum = NO_MEMORY.cusum;
  return deviates.map((z, index) => {
    cusum = advance(cusum, { day: addDays(FIRST, index), z, expectation }, limit);
    return cusum;
  });
}

const days = (count: number, z: number) => new Array<number>(count).fill(z);

describe('a CUSUM', () => {
  test('adds what of each deviate is more than half of one, on either side', () => {
    expect(sums([1, 1, -0.5])).toMatchObject([
      { up: 0.5, down: 0, upSince: FIRST, downSince: null },
      { up: 1, down: 0, upSince: FIRST },
      { up: 0, down: 0, upSince: null, downSince: null },
    ]);
    expect(sums([-2, -1])).toMatchObject([{ down: 1.5 }, { up: 0, down: 2, downSince: FIRST }]);
  });

  test('takes the model’s error off as well', () => {
    const day = { day: FIRST, z: 2, expectation: { mean: 100, variance: 100 } };
    expect(advance(NO_MEMORY.cusum, day, 8).up).toBeCloseTo(1, 9);
  });

  test('stays at its limit while the drift lasts, and rests four weeks from when it got there', () => {
    const [, , third, , fifth] = sums(days(5, 3.5));
    expect(third).toEqual({ up: 8, down: 0, upSince: FIRST, downSince: null, restsUntil: '2026-12-01' });
    expect(fifth).toEqual(third);
  });

  test('once it is back, nothing is added until the rest is over', () => {
    const found = sums([...days(3, 3.5), ...days(8, 0), ...days(19, 2), 2, 2]);
    expect(found[9]).toMatchObject({ up: 4.5 });
    expect(found[10]).toMatchObject({ up: 0, upSince: null, restsUntil: '2026-12-01' });
    expect(found[29]).toMatchObject({ up: 0 });
    expect(found[30]).toMatchObject({ up: 0 });
    expect(found[31]).toMatchObject({ up: 1.5, upSince: '2026-12-02' });
  });

  test('a drift the other way is not begun while one lasts', () => {
    const found = sums([...days(3, 3.5), ...days(2, -1.5)]);
    expect(found.at(-1)).toMatchObject({ up: 0, down: 0 });
    expect(sums([...days(3, 3.5), -3]).at(-1)).toMatchObject({ up: 4.5, down: 0 });
    expect(sums([...days(3, -3.5), 3]).at(-1)).toMatchObject({ up: 0, down: 4.5 });
  });

  test('a drift that lasts longer than the rest begins another', () => {
    expect(sums(days(31, 3.5)).at(-1)).toMatchObject({ up: 8, restsUntil: '2026-12-01' });
    expect(sums(days(32, 3.5)).at(-1)).toMatchObject({ up: 8, restsUntil: '2026-12-30' });
  });
});

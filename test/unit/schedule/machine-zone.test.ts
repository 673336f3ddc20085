import { afterEach, describe, expect, it } from 'vitest';
import { PERIODS } from '../../../src/config/config.js';
import { localHeatmap } from '../../../src/digest/figures/local-heatmap.js';
import { bucketValues } from '../../../src/digest/figures/local-series.js';
import { cronSlots } from '../../../src/lib/cron/cron.js';
import { cronProblem } from '../../../src/lib/cron/problem.js';
import { bucketSize, bucketsOf } from '../../../src/schedule/bucket.js';
import { upcomingSlots } from '../../../src/schedule/slots.js';
import { comparisonWindow, resolvePeriod } from '../../../src/schedule/window.js';
import { HOUR, series } from '../digest/local-answers.js';

const ZONES = ['Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];
const INSTANTS = ['2026-03-29T00:30:00Z', '2026-10-25T00:30:00Z', '2026-12-31T23:30:00Z'].map(Date.parse);
const machine = process.env.TZ;

function everything(): unknown {
  return ZONES.flatMap((zone) =>
    INSTANTS.map((at) => {
      const windows = PERIODS.map((period) => resolvePeriod(period, at, { zone, weekStart: 'monday' }));
      const first = windows[2] ?? windows[0];
      const points: [number, number][] = [];
      for (let hour = first?.from ?? 0; hour < (first?.to ?? 0); hour += HOUR) points.push([hour, hour % 7]);
      const hourly = first === undefined ? [] : [series(first, 'hour', points)];
      return {
        windows,
        comparisons: windows.map((window, index) =>
          comparisonWindow(window, PERIODS[index] ?? 'today', { compare: 'lastYear', at }),
        ),
        buckets: windows.map((window) => bucketsOf(window, bucketSize(window), 'sunday')),
        values: first && bucketValues(hourly, bucketsOf(first, 'day', 'monday')),
        heatmap: localHeatmap({ heatmap: [], hourly, zone }),
        slots: ['30 2 * * *', '*/20 * * * *', '0 8 29 2 *'].map((schedule) =>
          upcomingSlots({ schedule, zone }, at, 6),
        ),
        caughtUp: cronSlots('0 0 * * *', zone, { after: at - 40 * 24 * HOUR, until: at }),
        never: cronProblem('0 0 31 2 *', at),
      };
    }),
  );
}

describe('the zone of the machine', () => {
  afterEach(() => {
    if (machine === undefined) delete process.env.TZ;
    else process.env.TZ = machine;
  });

  it.each([
    ['Pacific/Kiritimati', -840],
    ['America/St_Johns', 210],
  ])('%s changes no slot, window, bucket or figure', (zone, minutes) => {
    process.env.TZ = 'UTC';
    const expected = everything();
    process.env.TZ = zone;
    expect(new Date(INSTANTS[2] ?? 0).getTimezoneOffset()).toBe(minutes);
    expect(everything()).toEqual(expected);
  });
});

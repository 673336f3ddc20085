import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fewestMachines, simulate } from '../../../bench/simulate/simulate.mjs';

const load = { digests: 1_000, tokens: 1_000 };
const costs = { cpu: 200, requests: 20, commits: 5 };
const api = { answer: 100, concurrency: 2, minInterval: 0 };
const kind = { cores: 2, concurrency: 8, commitsPerSecond: 1e9 };

describe('simulated digests', () => {
  test('take one after the other what they cost, with one place', () => {
    const one = { machines: 1, cores: 1, concurrency: 1, commitsPerSecond: 1_000 };
    const { p50, last } = simulate({ digests: 10, tokens: 10 }, costs, api, one);
    const each = 20 * 50 + 100 + 200 + 5;
    expect([p50, last]).toEqual([6 * each, 10 * each]);
  });

  test('wait for cores, when these are what there is least of', () => {
    const { last } = simulate(load, costs, { ...api, answer: 1 }, { ...kind, machines: 1, concurrency: 64 });
    expect(last).toBeGreaterThanOrEqual((1_000 * 200) / 2);
    expect(last).toBeLessThan((1_000 * 200) / 2 + 1_000);
  });

  test('wait for their token, however many machines there are', () => {
    const paced = { ...api, minInterval: 250 };
    const { last, requestsPerSecond } = simulate({ digests: 100, tokens: 1 }, costs, paced, {
      ...kind,
      machines: 100,
    });
    expect(last).toBeGreaterThanOrEqual(100 * 20 * 250);
    expect(requestsPerSecond).toBeLessThanOrEqual(4);
  });

  test('wait for the store, however many machines there are', () => {
    const slow = { ...kind, machines: 1_000, commitsPerSecond: 100 };
    expect(simulate(load, costs, api, slow).last).toBeGreaterThanOrEqual((1_000 * 5 * 1_000) / 100);
  });
});

const amount = (max: number) => fc.integer({ min: 1, max });
const world = fc.record({
  load: fc.record({ digests: amount(300), tokens: amount(300) }),
  costs: fc.record({ cpu: amount(500), requests: amount(40), commits: amount(20) }),
  api: fc.record({ answer: amount(500), concurrency: amount(8), minInterval: amount(300) }),
  kind: fc.record({ cores: amount(8), concurrency: amount(32), commitsPerSecond: amount(2_000) }),
  machines: amount(20),
});

describe('whatever is simulated', () => {
  test('more machines make no digest later, and more digests none earlier', () => {
    fc.assert(
      fc.property(world, ({ load, costs, api, kind, machines }) => {
        const now = simulate(load, costs, api, { ...kind, machines });
        const larger = simulate(load, costs, api, { ...kind, machines: machines + 1 });
        const more = simulate({ ...load, digests: load.digests + 1 }, costs, api, { ...kind, machines });
        expect(larger.last).toBeLessThanOrEqual(now.last);
        expect(larger.p99).toBeLessThanOrEqual(now.p99);
        expect(more.last).toBeGreaterThanOrEqual(now.last);
      }),
    );
  });

  test('no digest is earlier than its own work takes, and no token asks faster than it may', () => {
    fc.assert(
      fc.property(world, ({ load, costs, api, kind, machines }) => {
        const { p50, p99, last, requestsPerSecond } = simulate(load, costs, api, { ...kind, machines });
        const least =
          costs.requests * Math.max(api.minInterval, api.answer / api.concurrency) + api.answer + costs.cpu;
        expect(p50).toBeGreaterThanOrEqual(least);
        expect(p99).toBeGreaterThanOrEqual(p50);
        expect(last).toBeGreaterThanOrEqual(p99);
        expect(requestsPerSecond).toBeLessThanOrEqual((load.tokens * 1_000) / api.minInterval + 1e-6);
      }),
    );
  });

  test('the fewest machines are enough, and one less is not', () => {
    fc.assert(
      fc.property(world, ({ load, costs, api, kind, machines }) => {
        const p99 = (count: number) => simulate(load, costs, api, { ...kind, machines: count }).p99;
        const within = p99(machines);
        const plan = fewestMachines(load, costs, api, kind, within);
        expect(plan?.outcome.p99).toBeLessThanOrEqual(within);
        if (plan && plan.machines > 1) expect(p99(plan.machines - 1)).toBeGreaterThan(within);
      }),
    );
  });

  test('no number of machines is enough where the store alone takes longer', () => {
    const slow = { ...kind, commitsPerSecond: 10 };
    expect(fewestMachines(load, costs, api, slow, 60_000)).toBeNull();
  });
});

import { expect, test } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openConsoleWorld, visitorOf } from '../../support/console-world.js';

const RUNS = 10_000;
const HOUR = 3_600_000;

/** Skipped slots of ten digests, as after a long pause; stored in a few steps. */
async function prepare(ledger: Ledger, now: number): Promise<void> {
  for (let digest = 0; digest < 10; digest += 1) {
    const name = digest === 0 ? 'daily' : `digest-${digest}`;
    const due = Array.from({ length: RUNS / 10 }, (_, index) => ({
      scheduledFor: now - (index + 1) * HOUR,
      trigger: 'cron' as const,
      state: 'skipped' as const,
      reason: 'paused' as const,
      deadline: null,
    }));
    const to = { digest: name, schedule: 'test', at: now };
    await ledger.slots.advance({ from: null, to, due }, now);
  }
}

test('with 10,000 runs in the ledger the overview takes less than 100 ms, and so does a page of them', async () => {
  const { url } = await openConsoleWorld({ prepare });
  const visitor = visitorOf(url);
  await visitor.signIn();
  const { text } = await visitor.get('/runs');
  expect(text).toContain('10,000 runs');
  expect(text).toContain('Page 1 of 200');
  expect((await visitor.get('/runs?page=200')).text).toContain('Page 200 of 200');
  expect((await visitor.get('/runs?digest=daily&state=skipped')).text).toContain('1,000 runs');
  // The best of some: other work on the machine counts against the clock.
  const best = async (path: string) => {
    const took: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      const started = performance.now();
      expect((await visitor.get(path)).status).toBe(200);
      took.push(performance.now() - started);
    }
    return Math.min(...took);
  };
  const times = { overview: await best('/'), runs: await best('/runs'), last: await best('/runs?page=200') };
  console.log(`10,000 runs: ${JSON.stringify(times)} ms`);
  for (const [path, ms] of Object.entries(times)) expect(ms, path).toBeLessThan(100);
});

import { expect, it } from 'vitest';
import { systemClock } from '../../../../src/lib/time/clock.js';

it('the system clock tells the time of the machine', () => {
  const before = Date.now();
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

it('sleep lasts as long as asked', async () => {
  const start = performance.now();
  await systemClock.sleep(30);
  expect(performance.now() - start).toBeGreaterThan(28);
});

it('sleep ends with an abort error when the signal fires', async () => {
  const abort = new AbortController();
  const sleep = systemClock.sleep(60_000, abort.signal);
  abort.abort();
  await expect(sleep).rejects.toMatchObject({ name: 'AbortError' });
});

it('sleep does not lose the reason of an abort', async () => {
  const abort = new AbortController();
  const reason = new Error('stopped');
  const sleep = systemClock.sleep(60_000, abort.signal);
  abort.abort(reason);
  const thrown = await sleep.catch((error: Error) => error);
  expect([thrown, thrown?.cause]).toContain(reason);
});

it('sleep does not begin when the signal has fired before', async () => {
  await expect(systemClock.sleep(60_000, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});

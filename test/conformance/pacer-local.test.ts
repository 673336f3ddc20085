import { expect, onTestFinished, test } from 'vitest';
import { createPacer } from '../../src/chatbot/client/pacer.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { pacerConformance } from './pacer.js';

test('a pause ends though the clock was set back meanwhile', async () => {
  let now = 1_000_000;
  const clock = {
    now: () => now,
    async sleep(ms: number, signal?: AbortSignal) {
      await systemClock.sleep(ms, signal);
      now -= 1;
    },
  };
  const pacer = createPacer({ concurrency: 1, minInterval: 0, clock });
  onTestFinished(() => pacer.close());
  pacer.pause(20);
  const { signal } = new AbortController();
  expect(await pacer.run(async () => 'went on', { signal, urgent: false })).toBe('went on');
});

pacerConformance({ name: 'local', open: (pace) => createPacer({ ...pace, clock: systemClock }) });

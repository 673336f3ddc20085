import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { channelMeans, createRenderWorker, prepareToolsFor } from '../../src/composition.js';
import { createHttpClient } from '../../src/http/client.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { WEEKLY } from '../support/digests.js';
import { renderJob } from '../support/render-job.js';
import { digestConfig, snapshot } from '../support/snapshot.js';
import { renderWorkerConformance } from './render-worker.js';

renderWorkerConformance({
  name: 'on this thread',
  open: (connections) =>
    createRenderWorker(
      prepareToolsFor(connections, channelMeans({ clock: systemClock, http: createHttpClient() })),
    ),
});

test('two digests are rendered at a time, and no more', async () => {
  let [now, most] = [0, 0];
  const slow = {
    kind: 'slow',
    options: z.unknown(),
    async render() {
      now += 1;
      most = Math.max(most, now);
      for (let turns = 0; turns < 20; turns += 1) await turn();
      now -= 1;
      return [];
    },
  };
  const renderers = new Map([['slow', slow]]);
  const worker = createRenderWorker({ renderers, channels: new Map(), paint: async () => [] });
  const figures = snapshot(WEEKLY);
  const digest = digestConfig(WEEKLY, { formats: [{ kind: 'slow', options: {} }], deliver: [] });
  const job = renderJob(digest, figures, new Map());
  const jobs = Array.from({ length: 6 }, () => worker.prepare(job, new AbortController().signal));
  await Promise.all(jobs);
  expect(most).toBe(2);
});

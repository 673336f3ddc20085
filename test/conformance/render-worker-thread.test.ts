import { serialize } from 'node:v8';
import { expect, onTestFinished, test } from 'vitest';
import { startRenderThread } from '../../src/composition.js';
import { packageFile } from '../../src/lib/system/package-file.js';
import { startWorker } from '../../src/lib/thread/worker-host.js';
import { renderOnThread } from '../../src/run/prepare/render-worker.js';
import { childProgram } from '../support/build.js';
import { WEEKLY } from '../support/digests.js';
import { digestConfig } from '../support/snapshot.js';
import { renderWorkerConformance } from './render-worker.js';

renderWorkerConformance({
  name: 'on a thread of its own',
  open: (connections) => startRenderThread(packageFile('dist/render-thread.js'), connections),
});

renderWorkerConformance({
  name: 'on such a thread, for other channels than it was started for',
  open(config) {
    const thread = startRenderThread(packageFile('dist/render-thread.js'), {
      ...config,
      channels: new Map(),
    });
    return { ...thread, prepare: thread.forChannels({ config, samples: false }).prepare };
  },
});

test('a digest that is never done takes its thread down when its time is over, and others go on', async () => {
  const worker = renderOnThread(startWorker(childProgram('thread-program'), null));
  onTestFinished(() => worker.close());
  const limit = new AbortController();
  const never = worker.prepare({ spin: true } as never, limit.signal);
  limit.abort(new DOMException('The work on the run took too long.', 'TimeoutError'));
  await expect(never).rejects.toThrow('took too long');
  const next = await worker.prepare({ say: 'next' } as never, new AbortController().signal);
  expect(next).toMatchObject({ said: 'next' });
});

test('a digest that crosses to the thread takes no token along', () => {
  const digest = digestConfig(WEEKLY);
  const token = digest.bots[0]?.token.reveal() ?? '';
  expect(token.length).toBeGreaterThan(4);
  expect(serialize(digest).toString('latin1')).not.toContain(token);
});

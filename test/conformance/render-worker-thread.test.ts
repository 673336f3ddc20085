import { serialize } from 'node:v8';
import { expect, onTestFinished, test } from 'vitest';
import { renderThreadsOf, startRenderThreads } from '../../src/composition.js';
import { packageFile } from '../../src/lib/system/package-file.js';
import { startWorker } from '../../src/lib/thread/worker-host.js';
import { renderOnThread } from '../../src/run/prepare/render-worker.js';
import { childProgram } from '../support/build.js';
import { WEEKLY } from '../support/digests.js';
import { digestConfig } from '../support/snapshot.js';
import { renderWorkerConformance } from './render-worker.js';

renderWorkerConformance({
  name: 'on a thread of its own',
  open: (connections) => startRenderThreads(packageFile('dist/render-thread.js'), connections),
});

renderWorkerConformance({
  name: 'on such a thread, for other channels than it was started for',
  open(config) {
    const thread = startRenderThreads(packageFile('dist/render-thread.js'), {
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

test('with several threads, a digest that is never done holds up no other, and ends its own thread alone', async () => {
  const worker = startRenderThreads(
    childProgram('thread-program'),
    { ca: [], file: '', channels: new Map() },
    2,
  );
  onTestFinished(() => worker.close());
  const [limit, other] = [new AbortController(), new AbortController()];
  const never = worker.prepare({ spin: true } as never, limit.signal);
  const waiting = worker.prepare({ wait: true } as never, other.signal);
  // The first thread answers nothing until it is ended; the second one has a job that goes on.
  limit.abort(new DOMException('The work on the run took too long.', 'TimeoutError'));
  await expect(never).rejects.toThrow('took too long');
  const answers = ['a', 'b', 'c'].map((say) =>
    worker.prepare({ say } as never, new AbortController().signal),
  );
  expect(await Promise.all(answers)).toMatchObject([{ said: 'a' }, { said: 'b' }, { said: 'c' }]);
  const stillWaiting = await Promise.race([waiting, Promise.resolve('waits')]);
  expect(stillWaiting).toBe('waits');
  other.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

test.each([
  ['auto', 1, 1],
  ['auto', 2, 1],
  ['auto', 3, 3],
  ['auto', 16, 16],
  [1, 16, 1],
  [4, 2, 4],
] as const)('renderThreads %s on %i cores are %i', (setting, cores, threads) => {
  expect(renderThreadsOf(setting, cores)).toBe(threads);
});

test('a digest that crosses to the thread takes no token along', () => {
  const digest = digestConfig(WEEKLY);
  const token = digest.bots[0]?.token.reveal() ?? '';
  expect(token.length).toBeGreaterThan(4);
  expect(serialize(digest).toString('latin1')).not.toContain(token);
});

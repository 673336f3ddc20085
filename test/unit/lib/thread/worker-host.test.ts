import type { ResourceLimits } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { isResourceExhaustion } from '../../../../src/lib/system/resource-exhaustion.js';
import { startWorker, WorkerEnded } from '../../../../src/lib/thread/worker-host.js';
import { childProgram } from '../../../support/build.js';

const never = new AbortController().signal;

function thread(data: unknown = null, limits?: ResourceLimits) {
  const opened = startWorker(childProgram('thread-program'), data, limits);
  onTestFinished(() => opened.end('the test is over'));
  return opened;
}

test('answers each request, in whatever order results come', async () => {
  const { request: ask } = thread({ colour: 'blue', when: new Date(0) });
  const waiting = new AbortController();
  const late = ask({ wait: true }, waiting.signal);
  const answers = await Promise.all(['a', 'b'].map((say) => ask({ say }, never)));
  expect(answers).toEqual(['a', 'b'].map((said) => ({ said, data: { colour: 'blue', when: new Date(0) } })));
  waiting.abort(new Error('enough'));
  await expect(late).rejects.toThrow('enough');
  expect(await ask({ say: 'still there' }, never)).toMatchObject({ said: 'still there' });
});

test('a request whose signal has aborted is not sent', async () => {
  await expect(thread().request({ say: 'a' }, AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
});

test('what is thrown there is thrown here', async () => {
  const { request: ask } = thread();
  await expect(ask({ throw: 'user' }, never)).rejects.toMatchObject({
    name: 'UserError',
    code: 'no-such-thing',
    message: 'There is no such thing.',
    cause: { message: 'below' },
  });
  const system = await ask({ throw: 'system' }, never).catch((error: unknown) => error);
  expect(system).toMatchObject({ code: 'EMFILE', message: 'too many open files' });
  expect(isResourceExhaustion(system)).toBe(true);
  await expect(ask({ throw: 'text' }, never)).rejects.toThrow('a text');
});

test.each([
  ['ends', { end: 3 }, 'The worker thread has ended: exit code 3'],
  ['breaks down', { crash: true }, 'The worker thread has ended: nobody caught it'],
])(
  'a thread that %s fails all open requests, and a new one serves the next',
  async (_what, fault, message) => {
    const { request: ask } = thread();
    const open = ask({ wait: true }, never);
    const fatal = ask(fault, never);
    await expect(open).rejects.toThrow(message);
    await expect(fatal).rejects.toBeInstanceOf(WorkerEnded);
    expect(isResourceExhaustion(await fatal.catch((error: unknown) => error))).toBe(false);
    expect(await ask({ say: 'again' }, never)).toMatchObject({ said: 'again' });
  },
);

test('one that takes more memory than it may is a fault of the machine, and takes nobody else along', async () => {
  const { request: ask } = thread(null, { maxOldGenerationSizeMb: 24 });
  const error = await ask({ fill: true }, never).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WorkerEnded);
  expect(isResourceExhaustion(error)).toBe(true);
  expect(await ask({ say: 'again' }, never)).toMatchObject({ said: 'again' });
});

test('a thread that is ended fails its open requests with the reason, and the next request starts another', async () => {
  const { request: ask, end } = thread();
  const open = ask({ wait: true }, never);
  const failed = expect(open).rejects.toMatchObject({ cause: 'no longer needed' });
  await end('no longer needed');
  await failed;
  expect(await ask({ say: 'again' }, never)).toMatchObject({ said: 'again' });
});

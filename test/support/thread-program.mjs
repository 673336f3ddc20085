// The program of a thread that does what it is asked: `{ say }`, `{ wait }`, `{ throw }`, `{ end }`, `{ crash }`, `{ fill }`, `{ spin }`.

import { UserError } from '../../src/lib/errors.js';
import { serveWorker } from '../../src/lib/thread/serve-worker.js';

const THROWN = {
  user: () => new UserError('no-such-thing', 'There is no such thing.', { cause: new Error('below') }),
  system: () => Object.assign(new Error('too many open files'), { code: 'EMFILE' }),
  text: () => 'a text',
};

serveWorker((data) => async (body, signal) => {
  // A render thread is asked with a job for its channels.
  const asked = body.job ?? body;
  if ('say' in asked) return { said: asked.say, data };
  if ('throw' in asked) throw THROWN[asked.throw]();
  if ('end' in asked) process.exit(asked.end);
  if ('crash' in asked) setImmediate(() => Promise.reject(new Error('nobody caught it')));
  if ('spin' in asked) for (;;);
  if ('fill' in asked) for (const kept = []; ; ) kept.push(new Array(1_000_000).fill(kept.length));
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  return 'left';
});

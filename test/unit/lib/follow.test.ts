import { expect, test } from 'vitest';
import { follow } from '../../../src/lib/async/linked-signal.js';

test('a follower aborts as the other does, with its reason', () => {
  const stop = new AbortController();
  const { signal } = follow(stop.signal);
  expect(signal.aborted).toBe(false);
  stop.abort('over');
  expect(signal.reason).toBe('over');
  expect(follow(stop.signal).signal.reason).toBe('over');
});

test('once it is left it aborts no more', () => {
  const stop = new AbortController();
  const { signal, leave } = follow(stop.signal);
  leave();
  stop.abort();
  expect(signal.aborted).toBe(false);
});

import { expect, test } from 'vitest';
import { linkSignal } from '../../../src/lib/async/linked-signal.js';

test('a follower aborts as the other does, with its reason', () => {
  const stop = new AbortController();
  const { signal } = linkSignal(stop.signal);
  expect(signal.aborted).toBe(false);
  stop.abort('over');
  expect(signal.reason).toBe('over');
  expect(linkSignal(stop.signal).signal.reason).toBe('over');
});

test('once it is left it aborts no more', () => {
  const stop = new AbortController();
  const { signal, leave } = linkSignal(stop.signal);
  leave();
  stop.abort();
  expect(signal.aborted).toBe(false);
});

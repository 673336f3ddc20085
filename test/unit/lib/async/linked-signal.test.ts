import { expect, test } from 'vitest';
import { linkSignal } from '../../../../src/lib/async/linked-signal.js';

test('aborts as its parent does, with the same reason', () => {
  const stop = new AbortController();
  const { signal } = linkSignal(stop.signal);
  expect(signal.aborted).toBe(false);
  stop.abort('over');
  expect(signal.reason).toBe('over');
  expect(linkSignal(stop.signal).signal.reason).toBe('over');
});

test('once unlinked it no longer aborts', () => {
  const stop = new AbortController();
  const { signal, unlink } = linkSignal(stop.signal);
  unlink();
  stop.abort();
  expect(signal.aborted).toBe(false);
});

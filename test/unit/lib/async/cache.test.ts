import { expect, test } from 'vitest';
import { createCache } from '../../../../src/lib/async/cache.js';

test('makes a value once, until there are more keys than it keeps', () => {
  const made: string[] = [];
  const kept = createCache<string>(2);
  const ask = (key: string) =>
    kept(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect(['a', 'b', 'a', 'b'].map(ask)).toEqual(['A', 'B', 'A', 'B']);
  expect(made).toEqual(['a', 'b']);
  expect(['c', 'c', 'a'].map(ask)).toEqual(['C', 'C', 'A']);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});

import type { Theme } from '../config/config.js';
import type { Digest } from '../digest/digest.js';

/** Every text that a page or picture of the digest may show. */
export function collectTexts({ tables: _tables, ...shown }: Digest, { footer }: Theme): ReadonlySet<string> {
  const words = new Set<string>(footer === null ? [] : [footer]);
  collect(shown, words);
  return words;
}

function collect(value: unknown, words: Set<string>): void {
  if (typeof value === 'string') words.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) collect(part, words);
}

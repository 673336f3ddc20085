import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstBytes } from '../../../../src/config/files/read-prefix.js';
import { emptyFolder } from '../../../support/folder.js';

/** Bytes of which no two pieces are alike. */
const bytes = Buffer.from(Array.from({ length: 150_000 }, (_, index) => (index * index) % 251));

test.each([0, 1, 65_536, 65_537, 131_072, 140_000, 150_000, 150_001, 1_000_000])(
  'the first %d bytes of a file of 150,000 are read, or all of it',
  async (count) => {
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, bytes);
    expect((await firstBytes(file, count)).equals(bytes.subarray(0, count))).toBe(true);
  },
);

test('a file without an end is read as far as was asked', async () => {
  expect(await firstBytes('/dev/zero', 100_000)).toHaveLength(100_000);
});

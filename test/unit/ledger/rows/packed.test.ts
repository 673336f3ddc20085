import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packBytes, unpackBytes } from '../../../../src/ledger/rows/packed.js';

const bytesOf = (size: number) => Buffer.alloc(size, 'Ala ma kota. ');

test.each([0, 1, 16_384, 16_385, 1_000_000])('%d bytes come back as they were', async (size) => {
  const packed = await packBytes(bytesOf(size));
  expect(packed.length).toBeLessThan(size + 25);
  expect((await unpackBytes(packed)).equals(bytesOf(size))).toBe(true);
});

test.each([300, 100_000])('what comes of %d bytes is what gzip makes of them', async (size) => {
  expect(Buffer.from(await packBytes(bytesOf(size))).equals(gzipSync(bytesOf(size)))).toBe(true);
});

test('a text is packed as UTF-8', async () => {
  const text = 'Zażółć gęślą jaźń';
  expect(String(await unpackBytes(await packBytes(text)))).toBe(text);
});

test('an ArrayBuffer is taken as well', async () => {
  const packed = Uint8Array.from(gzipSync('kota'));
  expect(String(await unpackBytes(packed.buffer))).toBe('kota');
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['three bytes', Buffer.from('abc')],
  ['a text', Buffer.from('This is not gzip.')],
  ['half of a little', gzipSync(bytesOf(300)).subarray(0, 20)],
  ['half of much', gzipSync(bytesOf(1_000_000)).subarray(0, 500)],
])('%s is refused by a rejection', async (_, bytes) => {
  const unpacking = unpackBytes(bytes);
  await expect(unpacking).rejects.toThrow(/header|end of file/);
});

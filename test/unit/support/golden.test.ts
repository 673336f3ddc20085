import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { expectGolden } from '../../support/golden.js';
import { type TempFolder, tempFolder } from '../../support/temp-folder.js';

let temporary: TempFolder | undefined;
afterEach(() => temporary?.remove());

async function folderWith(text: string | null) {
  temporary = await tempFolder();
  const { path: folder } = temporary;
  const [file, beside] = [join(folder, 'mail.txt'), join(folder, 'mail.new.txt')];
  if (text !== null) writeFileSync(file, text);
  return { folder, file, beside };
}

test('the same text passes and clears what an earlier difference left', async () => {
  const { folder, beside } = await folderWith('one\ntwo\n');
  writeFileSync(beside, 'old');
  expectGolden('one\ntwo\n', 'mail.txt', { folder, accept: false });
  expect(existsSync(beside)).toBe(false);
});

test.each([
  ['one\ntwo\n', 'one\nthree\n', /mail\.txt:2 differs[\s\S]*two[\s\S]*three[\s\S]*mail\.new\.txt/],
  ['one\n', 'one\ntwo\n', /mail\.txt:2 differs[\s\S]*mail\.new\.txt/],
  ['one\ntwo', 'one', /mail\.txt:2 differs[\s\S]*\(end of file\)[\s\S]*mail\.new\.txt/],
  [null, 'one\n', /no golden file .*mail\.txt yet[\s\S]*mail\.new\.txt/],
])(
  'of %j, %j is left beside the golden file, which stays, and both are named',
  async (golden, now, error) => {
    const { folder, file, beside } = await folderWith(golden);
    expect(() => expectGolden(now, 'mail.txt', { folder, accept: false })).toThrow(error);
    expect(readFileSync(beside, 'utf8')).toBe(now);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : null).toBe(golden);
  },
);

test('what is accepted becomes golden', async () => {
  const { folder, file, beside } = await folderWith('one\n');
  writeFileSync(beside, 'two\n');
  expectGolden('two\n', 'mail.txt', { folder, accept: true });
  expect(readFileSync(file, 'utf8')).toBe('two\n');
  expect(existsSync(beside)).toBe(false);
});

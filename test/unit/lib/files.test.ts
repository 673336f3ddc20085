import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeWhole } from '../../../src/lib/files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'botdigest-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('writes text and bytes into folders that it makes', async () => {
  await writeWhole(join(folder, 'a/b/text.txt'), 'grüße');
  await writeWhole(join(folder, 'a/bytes.bin'), new Uint8Array([0, 255]));
  expect(await readFile(join(folder, 'a/b/text.txt'), 'utf8')).toBe('grüße');
  expect([...(await readFile(join(folder, 'a/bytes.bin')))]).toEqual([0, 255]);
});

it('replaces a file that is there and leaves no draft behind', async () => {
  await writeFile(join(folder, 'x.txt'), 'a longer text than the new one');
  await writeWhole(join(folder, 'x.txt'), 'new');
  expect(await readFile(join(folder, 'x.txt'), 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['x.txt']);
});

it('leaves one whole text when many write at once', async () => {
  const texts = Array.from({ length: 12 }, (_, index) => String(index % 10).repeat(50_000));
  await Promise.all(texts.map((text) => writeWhole(join(folder, 'x.txt'), text)));
  expect(texts).toContain(await readFile(join(folder, 'x.txt'), 'utf8'));
  expect(await readdir(folder)).toEqual(['x.txt']);
});

it('fails and leaves no draft when the name is taken by a folder', async () => {
  await mkdir(join(folder, 'taken'));
  await expect(writeWhole(join(folder, 'taken'), 'text')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

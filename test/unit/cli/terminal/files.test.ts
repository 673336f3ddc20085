import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFiles } from '../../../../src/cli/terminal/files.js';
import { makeFolder, writeAtomic, writeThrough } from '../../../../src/lib/system/files.js';
import { artifact } from '../../../../src/render/artifact.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'botdigest-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('writes text and bytes into folders that it makes', async () => {
  await writeAtomic(join(folder, 'a/b/text.txt'), 'grüße');
  await writeAtomic(join(folder, 'a/bytes.bin'), new Uint8Array([0, 255]));
  expect(await readFile(join(folder, 'a/b/text.txt'), 'utf8')).toBe('grüße');
  expect([...(await readFile(join(folder, 'a/bytes.bin')))]).toEqual([0, 255]);
});

it('replaces a file that is there and leaves no draft behind', async () => {
  await writeFile(join(folder, 'x.txt'), 'a longer text than the new one');
  await writeAtomic(join(folder, 'x.txt'), 'new');
  expect(await readFile(join(folder, 'x.txt'), 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['x.txt']);
});

it('leaves one whole text when many write at once', async () => {
  const texts = Array.from({ length: 12 }, (_, index) => String(index % 10).repeat(50_000));
  await Promise.all(texts.map((text) => writeAtomic(join(folder, 'x.txt'), text)));
  expect(texts).toContain(await readFile(join(folder, 'x.txt'), 'utf8'));
  expect(await readdir(folder)).toEqual(['x.txt']);
});

it('fails and leaves no draft when the name is taken by a folder', async () => {
  await mkdir(join(folder, 'taken'));
  await expect(writeAtomic(join(folder, 'taken'), 'text')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

const never = Buffer.from('secret of somebody else');

it('replaces a link and leaves what it leads to', async () => {
  await writeFile(join(folder, 'theirs'), never);
  await symlink('theirs', join(folder, 'x.txt'));
  await writeAtomic(join(folder, 'x.txt'), 'ours');
  expect(await readFile(join(folder, 'theirs'))).toEqual(never);
  expect((await lstat(join(folder, 'x.txt'))).isSymbolicLink()).toBe(false);
});

it('leaves a pipe that has the name of a file', async () => {
  execFileSync('mkfifo', [join(folder, 'x.txt')]);
  await expect(writeAtomic(join(folder, 'x.txt'), 'ours')).rejects.toMatchObject({ code: 'EEXIST' });
  expect((await lstat(join(folder, 'x.txt'))).isFIFO()).toBe(true);
  expect(await readdir(folder)).toEqual(['x.txt']);
});

it('writes to where somebody points: through a link, into a pipe and into a device', async () => {
  await writeFile(join(folder, 'file'), 'a longer text than the new one');
  await symlink('file', join(folder, 'link'));
  await writeThrough(join(folder, 'link'), 'new');
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('new');
  expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);

  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const [read] = await Promise.all([
    readFile(join(folder, 'pipe'), 'utf8'),
    writeThrough(join(folder, 'pipe'), 'through'),
  ]);
  expect(read).toBe('through');
  expect((await lstat(join(folder, 'pipe'))).isFIFO()).toBe(true);

  await symlink('/dev/null', join(folder, 'nothing'));
  await writeThrough(join(folder, 'nothing'), 'gone');
  expect((await lstat(join(folder, 'nothing'))).isSymbolicLink()).toBe(true);
  await expect(writeThrough('/dev/full', 'much')).rejects.toMatchObject({ code: 'ENOSPC' });
});

it.each([
  ['/proc/nowhere/x/file', 'ENOENT'],
  ['/dev/null/x/file', 'ENOTDIR'],
  ['/proc/version/x', 'ENOTDIR'],
])('ends at once where no folder can be made: %s', async (path, code) => {
  await expect(writeThrough(path, 'text')).rejects.toMatchObject({ code });
  await expect(writeAtomic(path, 'text')).rejects.toMatchObject({ code });
});

it('makes every folder that is missing, and says which is the highest', () => {
  expect(makeFolder(join(folder, 'a/b/c'), 0o700)).toBe(join(folder, 'a'));
  expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o700);
  expect(makeFolder(join(folder, 'a/b/c'))).toBeNull();
});

it('follows no link in the folders below an output folder', async () => {
  const [outside, out] = [join(folder, 'outside'), join(folder, 'out')];
  await mkdir(outside);
  await mkdir(out);
  await symlink(outside, join(out, 'charts'));
  await writeFile(join(outside, 'theirs'), never);
  await symlink(join(outside, 'theirs'), join(out, 'digest.pdf'));
  const file = (name: string) =>
    artifact({ name, mediaType: 'text/plain', bytes: Buffer.from('ours'), role: 'attachment' });
  await expect(writeFiles(out, [file('charts/a.png')])).rejects.toThrow(/something else stands in its place/);
  await writeFiles(out, [file('digest.pdf'), file('csv/a/b.csv')]);
  expect(await readFile(join(out, 'csv/a/b.csv'), 'utf8')).toBe('ours');
  expect(await readdir(outside)).toEqual(['theirs']);
  expect(await readFile(join(outside, 'theirs'))).toEqual(never);
  await symlink('out', join(folder, 'named'));
  await writeFiles(join(folder, 'named'), [file('more.txt')]);
  expect(await readFile(join(out, 'more.txt'), 'utf8')).toBe('ours');
});

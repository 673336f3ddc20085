import { link, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Envelope } from '../../../src/channels/channel.js';
import { receiptOf } from '../../../src/channels/folder/answers.js';
import { checkOf, connectFolder } from '../../support/connections.js';
import { attachment, folderEnvelope, PDF, XLSX } from '../../support/envelope.js';
import { sampleDigest } from '../../support/sample-digest.js';
import { type TempFolder, tempFolder } from '../../support/temp-folder.js';

const SLOT_FOLDER = 'exports/weekly-support/2026-11-23T0700Z';
const never = new AbortController().signal;
let folder: TempFolder;
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.remove());

const at = (...names: string[]) => join(folder.path, ...names);
const deliver = (overrides: Partial<Envelope> = {}, path = 'exports') =>
  connectFolder(folder.path, path).deliver(folderEnvelope(path, overrides), never);

test('writes the files of a slot into a folder of its own, with an index', async () => {
  expect(await deliver()).toEqual({ state: 'delivered', providerRef: at(SLOT_FOLDER), notes: [] });
  expect(await folder.files()).toEqual(
    ['index.json', 'weekly-support.pdf', 'weekly-support.xlsx'].map((name) => `${SLOT_FOLDER}/${name}`),
  );
  expect(await readFile(at(SLOT_FOLDER, PDF.name))).toEqual(PDF.bytes);
  expect(JSON.parse(await readFile(at(SLOT_FOLDER, 'index.json'), 'utf8'))).toEqual({
    schema: 'botdigest.index/1',
    digest: 'weekly-support',
    slot: '2026-11-23T07:00:00.000Z',
    fingerprint: sampleDigest().fingerprint,
    files: folderEnvelope('').attachments.map(({ name, mediaType, bytes, sha256 }) => ({
      name,
      mediaType,
      bytes: bytes.length,
      sha256,
    })),
  });
});

test('leaves files alone that are there already', async () => {
  await deliver();
  const before = await Promise.all((await folder.files()).map((file) => stat(at(file))));
  expect(await deliver()).toMatchObject({ state: 'delivered' });
  const after = await Promise.all((await folder.files()).map((file) => stat(at(file))));
  expect(after.map(({ ino, mtimeMs }) => [ino, mtimeMs])).toEqual(
    before.map(({ ino, mtimeMs }) => [ino, mtimeMs]),
  );
});

test('mends a damaged file, leaves the others alone and writes the index again', async () => {
  const inode = async (name: string) => (await stat(at(SLOT_FOLDER, name))).ino;
  await deliver();
  const [sound, index] = [await inode(XLSX.name), await inode('index.json')];
  await writeFile(at(SLOT_FOLDER, PDF.name), 'damaged');
  await link(at(SLOT_FOLDER, 'index.json'), at('keeps-the-inode-taken'));
  expect(await deliver()).toMatchObject({ state: 'delivered' });
  expect(await readFile(at(SLOT_FOLDER, PDF.name))).toEqual(PDF.bytes);
  expect(await inode(XLSX.name)).toBe(sound);
  expect(await inode('index.json')).not.toBe(index);
});

test('leaves no index when a file cannot be written', async () => {
  await deliver();
  await rm(at(SLOT_FOLDER, XLSX.name));
  await mkdir(at(SLOT_FOLDER, XLSX.name, 'in-the-way'), { recursive: true });
  expect(await deliver()).toMatchObject({ state: 'permanent', reason: 'not-a-folder' });
  expect(await folder.files()).toEqual([`${SLOT_FOLDER}/${PDF.name}`]);
});

test('keeps every file inside its folder, whatever the names say', async () => {
  const names = [
    '../../up.csv',
    '/etc/absolute.csv',
    'index.json',
    'INDEX.JSON',
    'charts/a.png',
    'charts-a.png',
  ];
  await deliver({
    attachments: names.map((name) => attachment(name, 'text/csv', name)),
    digest: sampleDigest({ id: '../elsewhere' }),
  });
  expect(await folder.files()).toEqual(
    [
      'INDEX-3.JSON',
      'charts-a-2.png',
      'charts-a.png',
      'etc-absolute.csv',
      'index-2.json',
      'index.json',
      'up.csv',
    ].map((name) => `exports/elsewhere/2026-11-23T0700Z/${name}`),
  );
});

test.each(['exports/weekly-support', SLOT_FOLDER])('writes nothing through a link at %s', async (place) => {
  await mkdir(at('outside'));
  await mkdir(at(place, '..'), { recursive: true });
  await symlink(at('outside'), at(place));
  expect(await deliver()).toMatchObject({
    state: 'permanent',
    reason: 'not-a-folder',
    message: expect.stringContaining(at(SLOT_FOLDER)),
  });
  expect((await folder.files()).filter((file) => file.startsWith('outside'))).toEqual([]);
});

test('replaces a link that stands where a file should be, and not what it points to', async () => {
  await writeFile(at('precious.txt'), 'precious');
  await mkdir(at(SLOT_FOLDER), { recursive: true });
  await symlink(at('precious.txt'), at(SLOT_FOLDER, PDF.name));
  expect(await deliver()).toMatchObject({ state: 'delivered' });
  expect(await readFile(at('precious.txt'), 'utf8')).toBe('precious');
  expect(await readFile(at(SLOT_FOLDER, PDF.name))).toEqual(PDF.bytes);
});

test("follows a link that is the user's own folder", async () => {
  await mkdir(at('real'));
  await symlink(at('real'), at('exports'));
  expect(await deliver()).toMatchObject({ state: 'delivered' });
  expect(await folder.files()).toContain('real/weekly-support/2026-11-23T0700Z/index.json');
});

test('is final when a file stands in the way', async () => {
  await deliver();
  await rename(at(SLOT_FOLDER, PDF.name), at('exports/other'));
  expect(await deliver({}, 'exports/other')).toMatchObject({ state: 'permanent', reason: 'not-a-folder' });
});

test('is final when the path is too long', async () => {
  expect(await deliver({}, 'x'.repeat(300))).toMatchObject({ state: 'permanent', reason: 'bad-path' });
});

test.each([
  ['ENOSPC', 'retryable', 'no-space'],
  ['EDQUOT', 'retryable', 'no-space'],
  ['EROFS', 'permanent', 'read-only'],
  ['EACCES', 'permanent', 'not-writable'],
  ['EPERM', 'permanent', 'not-writable'],
  ['EIO', 'retryable', 'io-error'],
  ['EMFILE', 'retryable', 'resource-exhausted'],
])('%s is %s, in a sentence that names the folder', (code, state, reason) => {
  const receipt = receiptOf(Object.assign(new Error(code), { code }), '/srv/exports');
  expect(receipt).toMatchObject({
    state,
    reason,
    message: expect.stringMatching(/^The folder \/srv\/exports .*\.$/),
  });
});

test('tries a folder without leaving a trace', async () => {
  expect(await checkOf(connectFolder(folder.path, 'new/deep'))).toMatchObject({ ok: true });
  await expect(stat(at('new'))).rejects.toThrow('ENOENT');
});

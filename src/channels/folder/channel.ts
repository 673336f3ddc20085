import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeManagedFolder, writeAtomic } from '../../lib/system/files.js';
import { type Check, type Connection, defineChannel, type Envelope, type Receipt } from '../channel.js';
import { noticeFiles } from '../notice.js';
import { delivered, sentence } from '../receipt.js';
import { INDEX, type SlotFile, slotFiles, slotPlace } from '../slot-files.js';
import { classifyAnswer, detailOf, receiptOf } from './answers.js';
import { type FolderOptions, folderOptions, folderReaders } from './options.js';
import { holds, tryPlace } from './place.js';

/**
 * Writes the files to `<path>/<digest>/<slot>/`, such as `exports/weekly-support/2026-11-23T0700Z/`, and last an index of them;
 * a slice of the digest has a folder of its own below that. Relative paths start at the configuration's folder.
 */
export const folder = defineChannel<null, FolderOptions>({
  kind: 'folder',
  settings: null,
  options: folderOptions,
  secretOptions: null,
  reader: folderReaders,
  templates: {},
  promise: {
    delivers: 'exactly-once',
    against: 'the same bytes replace each other',
    onUnknown: 'repeat',
  },
  sendOption: null,
  starter: { settings: null, entry: 'folder: { path: ./reports }', variables: [] },
  sample: null,
  placeName: (address, words) =>
    words.say('mail.leftOut.folder', { name: address.split(/[\\/]/).filter(Boolean).pop() ?? address }),
  optionsFor: (address, like) => folderOptions.parse({ ...like, path: address }),
  open:
    (_settings, { folder: base }) =>
    (options) =>
      connect(resolve(base, options.path), options),
});

function connect(root: string, { path }: FolderOptions): Connection {
  return {
    kind: 'folder',
    limits: { maxBytes: null },
    renderBody: null,
    parts: ['files'],
    targets: [{ kind: 'folder', address: path }],
    onUnknown: 'repeat',
    checks: [{ name: `folder ${path}`, try: () => check(root) }],
    audience: (target) => ({ target: target.address, unsubscribe: null }),
    preview: async () => [],
    notice: noticeFiles,
    deliver: (envelope, signal) => write(envelope, root, signal),
  };
}

async function write(envelope: Envelope, root: string, signal: AbortSignal): Promise<Receipt> {
  const below = slotPlace(envelope);
  const folder = join(root, ...below);
  try {
    signal.throwIfAborted();
    const place = await makeManagedFolder({ root, below });
    await writeAll(place, slotFiles(envelope), signal);
    return delivered(folder);
  } catch (error) {
    return receiptOf(error, folder);
  }
}

/** Files that stand there already are left alone, those of a digest that is corrected are replaced; the index is taken away while they change. */
async function writeAll(place: string, entries: readonly SlotFile[], signal: AbortSignal): Promise<void> {
  const changed = new Set<SlotFile>();
  for (const entry of entries) if (!(await holds(join(place, entry.name), entry.bytes))) changed.add(entry);
  if (changed.size === 0) return;
  await rm(join(place, INDEX), { force: true });
  for (const entry of entries) {
    signal.throwIfAborted();
    if (changed.has(entry) || entry.name === INDEX) await writeAtomic(join(place, entry.name), entry.bytes);
  }
}

async function check(folder: string): Promise<Check> {
  try {
    await tryPlace(folder);
    return { ok: true, detail: `The folder ${folder} can be written.` };
  } catch (error) {
    const verdict = classifyAnswer(error);
    const message = sentence(`The folder ${folder} ${verdict.says}`, detailOf(error), '');
    return { ok: false, message, hint: verdict.hint || 'Try again in a while.' };
  }
}

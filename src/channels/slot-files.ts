import { sha256 } from '../lib/hash.js';
import type { Envelope } from './channel.js';
import { safeName, safeNames } from './filename.js';

/** Its presence says that every file it lists is there, whole. */
export const INDEX = 'index.json';

/** One file as it will stand at its place. */
export interface SlotFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** SHA-256 as 64 hex digits. */
  readonly sha256: string;
}

/** Where the files of a slot stand, folder by folder: `weekly-support`, `2026-11-23T0700Z`, and the slice where there is one. */
export const slotPlace = ({ digest, date, slice }: Envelope): string[] =>
  [digest.id, slotName(date), slice].filter((name) => name !== '').map(safeName);

/** The attachments under safe names, then the index. */
export function slotFiles({ digest, date, attachments }: Envelope): SlotFile[] {
  const [, ...names] = safeNames([INDEX, ...attachments.map(({ name }) => name)]);
  const files = attachments.map(({ mediaType, bytes, sha256 }, index) => ({
    name: names[index] ?? 'file',
    mediaType,
    bytes,
    sha256,
  }));
  const index = {
    schema: 'botdigest.index/1',
    digest: digest.id,
    slot: new Date(date).toISOString(),
    fingerprint: digest.fingerprint,
    ...(digest.correction === undefined ? {} : { correction: true }),
    files: files.map(({ name, mediaType, bytes, sha256 }) => ({
      name,
      mediaType,
      bytes: bytes.length,
      sha256,
    })),
  };
  const bytes = Buffer.from(`${JSON.stringify(index, null, 2)}\n`);
  return [...files, { name: INDEX, mediaType: 'application/json', bytes, sha256: sha256(bytes) }];
}

/** `2026-11-23T0700Z`: sorts by time, and no file system minds it. */
function slotName(date: number): string {
  return `${new Date(date).toISOString().slice(0, 16).replace(':', '')}Z`;
}

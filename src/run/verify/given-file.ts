import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { UserError } from '../../lib/errors.js';

/** A file that somebody wants to know the origin of. */
export interface GivenFile {
  /** SHA-256, 64 hex digits. */
  readonly sha256: string;
  /** Its first bytes. */
  readonly beginning: Uint8Array;
  read(): Promise<Uint8Array>;
}

const BEGINNING = 16_384;

/** Opens a file, which may be large: its hash is taken on the way. */
export async function givenFile(path: string): Promise<GivenFile> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    const message = found ? `${path} is no regular file.` : `There is no file ${path}.`;
    throw new UserError('no-file', message, { exitCode: 2 });
  }
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    return {
      sha256: hash.digest('hex'),
      beginning: buffer.subarray(0, bytesRead),
      read: () => readFile(path),
    };
  } finally {
    await handle.close();
  }
}

import { open } from 'node:fs/promises';

/** Most files that are read have less, and the limit on them is a megabyte or more. */
const PIECE = 65_536;

/** The first `count` bytes of a file, or fewer; reads no further, however long the file is. */
export async function firstBytes(file: string, count: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const pieces: Buffer[] = [];
    for (let left = count; left > 0; ) {
      const buffer = Buffer.alloc(Math.min(PIECE, left));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length);
      if (bytesRead === 0) break;
      pieces.push(buffer.subarray(0, bytesRead));
      left -= bytesRead;
    }
    return Buffer.concat(pieces);
  } finally {
    await handle.close();
  }
}

import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** Bytes as the store holds them. */
export const packBytes: (bytes: Uint8Array | string) => Promise<Uint8Array> = promisify(gzip);

const unpack = promisify(gunzip);

/** libsql hands bytes over as an ArrayBuffer, pg as a Buffer. */
export const unpackBytes = (bytes: Uint8Array | ArrayBuffer): Promise<Buffer> =>
  unpack(Buffer.from(bytes as ArrayBuffer));

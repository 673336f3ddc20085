import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A part as bytes, or as pieces that are packed while they are generated. */
export type PartContent = Uint8Array | Iterable<string>;

/** Smaller parts are stored uncompressed: deflating each takes hundreds of kilobytes of memory and saves almost nothing. */
const MIN_PACKED_BYTES = 1_000;

/** Packs parts in the given order with a fixed timestamp: same parts, same bytes. */
export async function pack(
  parts: Iterable<readonly [name: string, content: PartContent]>,
): Promise<Uint8Array> {
  const zip = new ZipFile();
  const style = earliest();
  const broken = new Promise<never>((_resolve, reject) => zip.on('error', reject));
  for (const [name, content] of parts) {
    if (content instanceof Uint8Array) {
      const compress = content.length >= MIN_PACKED_BYTES;
      zip.addBuffer(Buffer.from(content.buffer, content.byteOffset, content.length), name, {
        ...style,
        compress,
      });
    } else
      zip.addReadStreamLazy(name, style, (give) => {
        const pieces = Readable.from(encoded(content));
        pieces.once('error', (error) => zip.emit('error', error));
        give(null, pieces);
      });
  }
  zip.end();
  return new Uint8Array(await Promise.race([buffer(zip.outputStream), broken]));
}

/** The earliest ZIP timestamp. ZIP stores local time, so it is built from local fields. */
const earliest = () => ({ mtime: new Date(1980, 0, 1), forceDosTimestamp: true });

/** An empty piece would end the stream. */
function* encoded(pieces: Iterable<string>): Generator<Uint8Array, void, void> {
  for (const piece of pieces) if (piece !== '') yield Buffer.from(piece);
}

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A part as a whole, or piece by piece: then it is packed as it is made, and never there as a whole. */
export type PartContent = Uint8Array | Iterable<string>;

/** Smaller parts stay as they are: packing takes hundreds of kilobytes of memory for each of them, and saves next to nothing. */
const MIN_PACKED_BYTES = 1_000;

/** Packs parts in the order given and with a fixed time: same parts, same bytes. */
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

/** The earliest time a ZIP entry can carry. ZIP has the time of the clock on the wall, so that it is the same in every zone. */
const earliest = () => ({ mtime: new Date(1980, 0, 1), forceDosTimestamp: true });

/** An empty piece would end the stream. */
function* encoded(pieces: Iterable<string>): Generator<Uint8Array, void, void> {
  for (const piece of pieces) if (piece !== '') yield Buffer.from(piece);
}

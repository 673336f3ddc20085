import { pipeline, Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** Of an error's body no more than this is read, in decompressed bytes. */
const MAX_BEGINNING = 64 * 1024;
/** Servers apply one coding; a stack of them is made to exhaust whoever takes it off. */
const MAX_CODINGS = 3;

/** Why a body is not read further. The message is ours. */
export class BodyFault extends Error {
  readonly reason: 'too-large' | 'malformed';

  constructor(reason: 'too-large' | 'malformed', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A body's text without its content codings; throws a BodyFault when it is larger than `most` bytes or has codings that are not taken. */
export async function whole(body: Readable, codings: string, most: number): Promise<string> {
  const { text, complete } = await collect(decoded(body, codings, most), most);
  if (!complete) throw new BodyFault('too-large', `more than ${most} bytes`);
  return text;
}

/** The beginning of a body's text. */
export async function beginning(body: Readable, codings: string): Promise<string> {
  return (await collect(decoded(body, codings, MAX_BEGINNING), MAX_BEGINNING)).text;
}

type Pieces = AsyncIterable<Buffer>;
type Decoder = (pieces: Readable) => Readable;

const through =
  (create: () => Transform): Decoder =>
  (pieces) =>
    pipeline(pieces, create(), () => undefined);

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: through(createGunzip),
  'x-gzip': through(createGunzip),
  br: through(createBrotliDecompress),
  deflate: (pieces) => Readable.from(inflated(pieces), { objectMode: false }),
};

/** The last coding applied is taken off first. Between two of them no more than `most` bytes pass. */
function decoded(body: Readable, codings: string, most: number): Readable {
  const names = codings.toLowerCase().split(',');
  const applied = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  const decoders = applied.map((name) => (Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined));
  const known = decoders.filter((decoder) => decoder !== undefined);
  if (known.length < applied.length || known.length > MAX_CODINGS) {
    body.destroy();
    const why = known.length < applied.length ? 'unknown content-encoding' : 'too many content-encodings';
    throw new BodyFault('malformed', why);
  }
  return known.reduceRight<Readable>(
    (pieces, decode, index) => (index === 0 ? decode(pieces) : through(() => limit(most))(decode(pieces))),
    body,
  );
}

function limit(most: number): Transform {
  let size = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      size += piece.length;
      if (size > most) done(new BodyFault('too-large', `more than ${most} bytes before decompression`));
      else done(null, piece);
    },
  });
}

/** `deflate` is zlib's format (RFC 9110, 8.4.1.2); some servers send it without zlib's header. */
async function* inflated(pieces: Pieces): AsyncGenerator<Buffer> {
  const rest = pieces[Symbol.asyncIterator]();
  const { value: first } = await rest.next();
  if (first === undefined) return;
  async function* all() {
    yield first as Buffer;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  const zlib = ((first[0] ?? 0) & 0x0f) === 8;
  const source = Readable.from(all(), { objectMode: false });
  yield* pipeline(source, zlib ? createInflate() : createInflateRaw(), () => undefined) as Pieces;
}

/** Leaving the loop early destroys the stream and with it the connection: nothing more is received or decompressed. */
async function collect(body: Readable, most: number): Promise<{ text: string; complete: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  let complete = true;
  for await (const piece of body as Pieces) {
    size += piece.length;
    complete = size <= most;
    if (!complete) break;
    pieces.push(piece);
  }
  return { text: new TextDecoder().decode(Buffer.concat(pieces)), complete };
}

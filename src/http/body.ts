import { pipeline, Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** How much of an error response is read, in decompressed bytes. */
const MAX_PREFIX = 64 * 1024;
/** Servers apply one content coding; a longer chain is a decompression bomb. */
const MAX_CODINGS = 3;

/** Why a body is not read further. The message contains no server text. */
export class BodyFault extends Error {
  readonly reason: 'too-large' | 'malformed';

  constructor(reason: 'too-large' | 'malformed', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The decoded text of a body; throws a BodyFault above `max` bytes or for unsupported content codings. */
export async function readAll(body: Readable, codings: string, max: number): Promise<string> {
  const { text, complete } = await collect(decoded(body, codings, max), max);
  if (!complete) throw new BodyFault('too-large', `more than ${max} bytes`);
  return text;
}

/** The decoded text of the first 64 KiB of a body. */
export async function readPrefix(body: Readable, codings: string): Promise<string> {
  return (await collect(decoded(body, codings, MAX_PREFIX), MAX_PREFIX)).text;
}

type Chunks = AsyncIterable<Buffer>;
type Decoder = (chunks: Readable) => Readable;

const pipedThrough =
  (create: () => Transform): Decoder =>
  (chunks) =>
    pipeline(chunks, create(), () => undefined);

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: pipedThrough(createGunzip),
  'x-gzip': pipedThrough(createGunzip),
  br: pipedThrough(createBrotliDecompress),
  deflate: (chunks) => Readable.from(inflated(chunks), { objectMode: false }),
};

/** Undoes the codings, last one first; between two of them at most `max` bytes pass. */
function decoded(body: Readable, codings: string, max: number): Readable {
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
    (chunks, decode, index) =>
      index === 0 ? decode(chunks) : pipedThrough(() => limit(max))(decode(chunks)),
    body,
  );
}

function limit(max: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > max) done(new BodyFault('too-large', `more than ${max} bytes before decompression`));
      else done(null, chunk);
    },
  });
}

/** `deflate` is the zlib format (RFC 9110, 8.4.1.2); some servers send raw deflate without its header. */
async function* inflated(chunks: Chunks): AsyncGenerator<Buffer> {
  const rest = chunks[Symbol.asyncIterator]();
  const { value: first } = await rest.next();
  if (first === undefined) return;
  async function* all() {
    yield first as Buffer;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  const zlib = ((first[0] ?? 0) & 0x0f) === 8;
  const source = Readable.from(all(), { objectMode: false });
  yield* pipeline(source, zlib ? createInflate() : createInflateRaw(), () => undefined) as Chunks;
}

/** Leaving the loop early destroys the stream and its connection: nothing more is received or decompressed. */
async function collect(body: Readable, max: number): Promise<{ text: string; complete: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  let complete = true;
  for await (const chunk of body as Chunks) {
    size += chunk.length;
    complete = size <= max;
    if (!complete) break;
    chunks.push(chunk);
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), complete };
}

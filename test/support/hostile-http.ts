import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** What a hostile server does with a request once its head has come. */
type Act = (socket: Socket) => void;

const head = (...fields: readonly string[]) => `${['HTTP/1.1 200 OK', ...fields].join('\r\n')}\r\n\r\n`;
const whole = (body: string | Buffer, ...fields: readonly string[]): Act => {
  const bytes = Buffer.from(body);
  return (socket) => {
    socket.write(head(`Content-Length: ${bytes.length}`, ...fields));
    socket.write(bytes);
  };
};

/** Writes the same again and again, as fast as it is taken. */
function endlessly(socket: Socket, piece: string | Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}

const chunk = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n`;

/** Bytes that decompress to a thousand times as many zeros. */
const ZEROS = Buffer.alloc(64 * 1024 * 1024);
const lazy = (make: () => Buffer) => {
  let made: Buffer | null = null;
  return () => {
    made ??= make();
    return made;
  };
};
const gzipBomb = lazy(() => gzipSync(ZEROS));
const brotliBomb = lazy(() => brotliCompressSync(ZEROS, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }));
const stackedBomb = lazy(() => gzipSync(gzipSync(gzipSync(ZEROS))));
/** A gzip file that goes on in stored blocks of nothing: input without end, no output. */
const EMPTY_BLOCKS = Buffer.concat(Array(4096).fill(Buffer.from([0, 0, 0, 0xff, 0xff])));
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

/** Answers that never end, that are larger than they look, or that are none. */
export const HOSTILE = {
  'a body that stops after seven bytes': (socket) => {
    socket.write(`${head('Content-Length: 1000')}{"ok":t`);
  },
  'spaces without end': (socket) => {
    socket.write(head('Content-Type: application/json'));
    endlessly(socket, ' '.repeat(64 * 1024));
  },
  'chunks without end': (socket) => {
    socket.write(head('Transfer-Encoding: chunked'));
    endlessly(socket, chunk(' '.repeat(1024)));
  },
  'a chunk’s extension without end': (socket) => {
    socket.write(`${head('Transfer-Encoding: chunked')}1;`);
    endlessly(socket, 'x'.repeat(1024));
  },
  'one byte at a time': (socket) => {
    socket.write(head('Content-Length: 100000'));
    const timer = setInterval(() => socket.write(' '), 50);
    socket.on('close', () => clearInterval(timer));
  },
  '4,500 brotli codings': (socket) => {
    whole('x'.repeat(100), `Content-Encoding: ${'br,'.repeat(4499)}br`)(socket);
  },
  'four codings': (socket) => whole(gzipSync('{}'), 'Content-Encoding: gzip, gzip, gzip, gzip')(socket),
  'a gzip bomb': (socket) => whole(gzipBomb(), 'Content-Encoding: gzip')(socket),
  'a brotli bomb': (socket) => whole(brotliBomb(), 'Content-Encoding: br')(socket),
  'a bomb three times gzipped': (socket) =>
    whole(stackedBomb(), 'Content-Encoding: gzip, gzip, gzip')(socket),
  'gzip without end that holds nothing': (socket) => {
    socket.write(head('Content-Encoding: gzip'));
    socket.write(GZIP_HEAD);
    endlessly(socket, EMPTY_BLOCKS);
  },
  'a coding that nobody knows': whole('{}', 'Content-Encoding: constructor'),
  'gzip that is none': whole('{"ok":true}', 'Content-Encoding: gzip'),
  'gzip cut short': whole(gzipSync('{"ok":true}').subarray(0, 12), 'Content-Encoding: gzip'),
  'headers without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    endlessly(socket, 'X-Flood: 1\r\n'.repeat(100));
  },
  'one header without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX-Flood: ');
    endlessly(socket, 'x'.repeat(1024));
  },
  'hints without end': (socket) => endlessly(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'),
  'nothing at all': () => {},
  'half a status line': (socket) => void socket.write('HTTP/1.'),
  'something that is no HTTP': (socket) => void socket.end('220 mail.example ESMTP\r\n'),
  'a connection closed at once': (socket) => void socket.destroy(),
  'a connection closed after the head': (socket) => void socket.end(head('Content-Length: 10')),
  'a connection closed within the body': (socket) => void socket.end(`${head('Content-Length: 10')}{"o`),
  'a last chunk that never comes': (socket) => {
    socket.write(`${head('Transfer-Encoding: chunked')}${chunk('{"ok":true}')}`);
  },
} as const satisfies Readonly<Record<string, Act>>;

/** Answers that are unusual, and whole. */
export const UNUSUAL = {
  'HTTP/1.0 that ends with the connection': (socket) => void socket.end('HTTP/1.0 200 OK\r\n\r\n{"ok":true}'),
  'deflate with zlib’s header': whole(deflateSync('{"ok":true}'), 'Content-Encoding: deflate'),
  'deflate without it': whole(deflateRawSync('{"ok":true}'), 'Content-Encoding: deflate'),
  'three codings': whole(
    gzipSync(brotliCompressSync(deflateSync('{"ok":true}'))),
    'Content-Encoding: deflate, br',
    'Content-Encoding: gzip',
  ),
  'identity named a thousand times': whole(
    '{"ok":true}',
    `Content-Encoding: ${'identity,'.repeat(1000)}identity`,
  ),
  'a hint before the answer': (socket) => {
    socket.write('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n');
    whole('{"ok":true}')(socket);
  },
} as const satisfies Readonly<Record<string, Act>>;

export type Hostility = keyof typeof HOSTILE | keyof typeof UNUSUAL;

export interface HostileServer {
  readonly url: string;
  /** The request lines that came, in order. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

/** A server on a free port of 127.0.0.1 that answers every request in one way. */
export async function hostileHttp(act: Act): Promise<HostileServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => {}));
    let seen = '';
    let answered = false;
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => {
      seen = answered ? '' : seen + piece;
      if (answered || !seen.includes('\r\n\r\n')) return;
      answered = true;
      requests.push(seen.split('\r\n', 1)[0] ?? '');
      act(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

export const actOf = (hostility: Hostility): Act => ({ ...HOSTILE, ...UNUSUAL })[hostility];

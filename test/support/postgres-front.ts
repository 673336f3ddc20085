import { connect, createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { testCertificate } from './tls.js';

/** What stands where a PostgreSQL server is expected. */
export interface Front {
  readonly port: number;
  /** All that clients sent, in clear text or after its decryption here. */
  received(): string;
}

type Act = (socket: Socket, received: (bytes: Buffer) => void) => void;

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
/** `R`, length 8, 3: asks for the password in clear text. */
const ASK_PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);

const asksForTls = (bytes: Buffer) => bytes.subarray(0, 8).equals(SSL_REQUEST);

/** Reads until the client is silent for good, and asks whoever speaks for a password. */
const demand: Act = (socket, received) => {
  socket.on('data', (bytes: Buffer) => {
    received(bytes);
    if (bytes[0] === 0) socket.write(ASK_PASSWORD);
  });
};

const answering =
  (answer: Buffer, then: Act): Act =>
  (socket, received) => {
    socket.once('data', (bytes: Buffer) => {
      received(bytes);
      if (!asksForTls(bytes)) return void socket.write(ASK_PASSWORD);
      socket.write(answer);
      then(socket, received);
    });
  };

const secured =
  (then: Act): Act =>
  (socket, received) => {
    const tls = new TLSSocket(socket, { isServer: true, ...testCertificate });
    tls.on('error', () => {});
    then(tls, received);
  };

/** Servers that want the password. */
export const HOSTILE = {
  'speaks clear text at once': demand,
  'has no TLS': answering(Buffer.from('N'), demand),
  'says so with an error': answering(Buffer.from('E'), demand),
  'stuffs a question behind its yes': answering(Buffer.concat([Buffer.from('S'), ASK_PASSWORD]), demand),
  'says yes and goes on in clear text': answering(Buffer.from('S'), (socket, received) => {
    socket.write(ASK_PASSWORD);
    demand(socket, received);
  }),
  'has a certificate of its own': answering(Buffer.from('S'), secured(demand)),
} as const satisfies Record<string, Act>;

/** TLS before a real server that has none. */
export const passingOn = (port: number): Act =>
  answering(
    Buffer.from('S'),
    secured((socket) => {
      const behind = connect(port, '127.0.0.1');
      behind.on('error', () => socket.destroy());
      socket.pipe(behind).pipe(socket);
    }),
  );

export async function startFront(act: Act): Promise<Front> {
  const chunks: Buffer[] = [];
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    act(socket, (bytes) => chunks.push(bytes));
  });
  await new Promise<void>((listening) => server.listen(0, '0.0.0.0', listening));
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((closed) => server.close(closed));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, received: () => Buffer.concat(chunks).toString('latin1') };
}

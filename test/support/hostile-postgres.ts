import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface HostilePostgres {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL server on a free port of 127.0.0.1 that asks for the password in clear text and answers with an error in the words of `says`,
 * which is told what came. Without words it falls silent after the password.
 */
export async function hostilePostgres(
  says: ((password: string) => string) | null,
  code = '28P01',
): Promise<HostilePostgres> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => {}));
    socket.on('data', (piece) => {
      if (piece[0] !== 0x70) {
        // The start of a session, or a wish for TLS, which is declined.
        const wantsTls = piece.length === 8 && piece.readInt32BE(4) === 80_877_103;
        socket.write(wantsTls ? 'N' : Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
        return;
      }
      if (says === null) return;
      const password = piece.subarray(5, -1).toString();
      socket.end(errorResponse({ S: 'FATAL', V: 'FATAL', C: code, M: says(password) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.from(
    `${Object.entries(fields)
      .map(([key, value]) => `${key}${value}\0`)
      .join('')}\0`,
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from('E'), length, body]);
}

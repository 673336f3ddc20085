import { connect, createServer } from 'node:net';

/**
 * A network between the program and one server. It can be cut (connections break and new ones are refused), or go dark (bytes vanish, and nobody
 * learns of it).
 *
 * @typedef {{ port: number, cut(): void, darken(): void, heal(): void, close(): void, connections(): number }} Proxy `connections` are those that are open
 *
 * @param {{ host: string, port: number }} to @returns {Promise<Proxy>}
 */
export async function openProxy(to) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  let state = 'open';
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy();
    const far = connect(to.port, to.host);
    join(near, far);
    join(far, near);
  });
  /** @param {import('node:net').Socket} one @param {import('node:net').Socket} other */
  function join(one, other) {
    sockets.add(one);
    one.on('data', (bytes) => void (state === 'open' && other.write(bytes)));
    one.on('error', () => {});
    one.on('close', () => {
      sockets.delete(one);
      if (state !== 'dark') other.destroy();
    });
  }
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    connections: () => sockets.size,
    cut() {
      state = 'cut';
      breakAll();
    },
    darken() {
      state = 'dark';
    },
    heal() {
      // What was lost on the way cannot be sent later.
      breakAll();
      state = 'open';
    },
    close() {
      state = 'cut';
      breakAll();
      server.close();
    },
  };
}

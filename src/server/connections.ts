import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Connections open at a time; each is a file handle, which the store and all sending need too. */
export const MAX_CONNECTIONS = 200;
/** Of them from one address, or one IPv6 network. */
export const MAX_PER_ADDRESS = 64;
/** Requests of one connection that wait for their answer: a client that sends more without reading is cut off. */
export const MAX_CONCURRENT = 8;

/**
 * Caps a server's connections. Past the cap a new one takes the place of the one that has been without a request for longest, from the address
 * that has most: whoever holds connections open without asking keeps nobody out, and the health paths always have a place.
 */
export function capConnections(server: Server): void {
  /** In the order of their last sign of life. */
  const open = new Map<Socket, Connection>();
  server.on('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress ?? '');
    for (const crowded of crowdedBy(open, address)) victimOf(open, crowded)?.destroy();
    open.set(socket, { address, answering: 0 });
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }: { readonly socket: Socket }, response: ServerResponse) => {
    const connection = open.get(socket);
    if (!connection) return;
    connection.answering += 1;
    if (connection.answering > MAX_CONCURRENT) socket.destroy();
    response.once('close', () => {
      connection.answering -= 1;
      if (open.delete(socket) && !socket.destroyed) open.set(socket, connection);
    });
  });
}

interface Connection {
  readonly address: string;
  /** Requests that have come in whole and are not answered yet. */
  answering: number;
}

type Open = ReadonlyMap<Socket, Connection>;

/** The address of which a connection must go before one more from `address` may come, or none. */
function crowdedBy(open: Open, address: string): string[] {
  const counts = new Map<string, number>();
  for (const one of open.values()) counts.set(one.address, (counts.get(one.address) ?? 0) + 1);
  if ((counts.get(address) ?? 0) >= MAX_PER_ADDRESS) return [address];
  if (open.size < MAX_CONNECTIONS) return [];
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most ? [most[0]] : [];
}

function victimOf(open: Open, address: string): Socket | undefined {
  const those = [...open].filter(([, one]) => one.address === address);
  const [victim] = those.find(([, { answering }]) => answering === 0) ?? those[0] ?? [];
  return victim;
}

/** An IPv4 address, also one that is written as IPv6; of an IPv6 address the network of 64 bits, which is one owner's. */
export function networkOf(address: string): string {
  const four = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (four !== undefined) return four;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const zeros = Math.max(0, 8 - groups(head).length - groups(tail).length);
  return [...groups(head), ...Array(zeros).fill('0'), ...groups(tail)].slice(0, 4).join(':');
}

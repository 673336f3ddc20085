import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Open connections; each takes a file handle, which the store and deliveries need too. */
export const MAX_CONNECTIONS = 200;
/** Open connections from one IPv4 address or one IPv6 /64 network. */
export const MAX_PER_ADDRESS = 64;
/** Unanswered requests of one connection; a client that pipelines more is disconnected. */
export const MAX_CONCURRENT = 8;

/**
 * Limits a server's connections. At the limit a new one replaces the connection that has been idle longest, of the address with the most.
 * Idle clients therefore cannot lock others out, and the health endpoints stay reachable.
 */
export function capConnections(server: Server): void {
  /** Least recently used first. */
  const open = new Map<Socket, Connection>();
  server.on('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress ?? '');
    for (const crowded of crowdedBy(open, address)) victimOf(open, crowded)?.destroy();
    open.set(socket, { address, pending: 0 });
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }: { readonly socket: Socket }, response: ServerResponse) => {
    const connection = open.get(socket);
    if (!connection) return;
    connection.pending += 1;
    if (connection.pending > MAX_CONCURRENT) socket.destroy();
    response.once('close', () => {
      connection.pending -= 1;
      if (open.delete(socket) && !socket.destroyed) open.set(socket, connection);
    });
  });
}

interface Connection {
  readonly address: string;
  /** Complete requests that are not answered yet. */
  pending: number;
}

type Open = ReadonlyMap<Socket, Connection>;

/** The address of which a connection must be closed before another from `address` is accepted; empty for none. */
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
  const [victim] = those.find(([, { pending }]) => pending === 0) ?? those[0] ?? [];
  return victim;
}

/** The IPv4 address, also of an IPv4-mapped one; of an IPv6 address its /64 network, which has one owner. */
export function networkOf(address: string): string {
  const four = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (four !== undefined) return four;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const zeros = Math.max(0, 8 - groups(head).length - groups(tail).length);
  return [...groups(head), ...Array(zeros).fill('0'), ...groups(tail)].slice(0, 4).join(':');
}

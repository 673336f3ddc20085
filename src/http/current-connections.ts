import { type Lazy, lazy } from '../lib/async/lazy.js';
import { type ConnectionLimits, type Connections, type HttpNetwork, openConnections } from './connections.js';

export interface CurrentConnections {
  get(): Promise<Connections>;
  /** Aborts requests under way, also on connections that are no longer current. */
  close(): Promise<void>;
}

/** The connections under the network in use. After a change, requests under way finish on the connections that they began on. */
export function currentConnections(network: () => HttpNetwork, limits: ConnectionLimits): CurrentConnections {
  const open = new Set<Lazy<Connections>>();
  let current: { readonly network: HttpNetwork; readonly connections: Lazy<Connections> } | null = null;
  const retire = async (connections: Lazy<Connections>) => {
    await (await connections.opened())?.close();
    open.delete(connections);
  };
  return {
    get() {
      const now = network();
      if (current?.network !== now) {
        if (current !== null) retire(current.connections).catch(() => undefined);
        current = { network: now, connections: lazy(() => openConnections(now, limits)) };
        open.add(current.connections);
      }
      return current.connections.get();
    },
    async close() {
      const opened = await Promise.all([...open].map((connections) => connections.opened()));
      await Promise.all(opened.map((connections) => connections?.destroy()));
    },
  };
}

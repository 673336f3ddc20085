import { createSecureContext } from 'node:tls';
import type { Dispatcher, ProxyAgent } from 'undici';
import { trustedCertificates } from '../lib/net/authorities.js';
import { hostAndPort, type ProxyRules, type ProxyServer, proxyFor } from '../lib/net/proxy.js';
import { isResourceExhaustion } from '../lib/system/resource-exhaustion.js';
import { codeOf } from './code.js';
import type { ProxyIncident } from './proxy-failure.js';

/** How other machines are reached. */
export interface HttpNetwork {
  readonly proxy: ProxyRules;
  /** Certificates to trust besides Node's own, as PEM. */
  readonly ca: readonly string[];
}

export type HttpRequest = Dispatcher.RequestOptions;
export type HttpResponse = Dispatcher.ResponseData;

/** The kept-alive connections under one `HttpNetwork`. */
export interface Connections {
  /** Sends a request through the proxy of its address, or directly. */
  request(url: URL, request: Omit<HttpRequest, 'origin' | 'path'>): Promise<HttpResponse>;
  /** The proxy that was asked for a connection to this address and has not answered yet. */
  waitingFor(url: URL): ProxyServer | null;
  /** Lets requests under way finish. */
  close(): Promise<void>;
  /** Aborts requests under way. */
  destroy(): Promise<void>;
}

export interface ConnectionLimits {
  /** Time limit in ms for each step of connecting: TCP, TLS, and a proxy's answer. */
  readonly timeout: number;
  /** Size limit of a body on the wire. */
  readonly maxResponseSize: number;
}

/** Thrown where a proxy opens no connection. */
export class ProxyFault extends Error {
  readonly incident: ProxyIncident;

  constructor(incident: ProxyIncident, cause?: unknown) {
    super('no connection through the proxy', { cause });
    this.incident = incident;
  }
}

/** undici is loaded with the first request. */
export async function openConnections(network: HttpNetwork, limits: ConnectionLimits): Promise<Connections> {
  const undici = await import('undici');
  const connect = { timeout: limits.timeout, ...verifying(network.ca) };
  const { maxResponseSize } = limits;
  const direct = new undici.Agent({ connect, maxResponseSize });
  const tunnels = new Map<ProxyServer, Tunnel>();
  const tunnelOf = (server: ProxyServer): Tunnel => {
    const open = tunnels.get(server) ?? openTunnel(undici, server, { ...limits, connect });
    tunnels.set(server, open);
    return open;
  };
  const all = () => [direct, ...[...tunnels.values()].map(({ agent }) => agent)];
  return {
    request(url, request) {
      const server = proxyFor(url, network.proxy);
      const dispatcher = server === null ? direct : tunnelOf(server).agent;
      return dispatcher.request({ ...request, origin: url.origin, path: url.pathname + url.search });
    },
    waitingFor(url) {
      const server = proxyFor(url, network.proxy);
      const asked = server !== null && tunnels.get(server)?.asked.has(hostAndPort(url));
      return asked ? server : null;
    },
    close: async () => void (await Promise.all(all().map((agent) => agent.close()))),
    destroy: async () => void (await Promise.all(all().map((agent) => agent.destroy()))),
  };
}

/** Made once: Node's list has some 150 certificates. */
function verifying(ca: readonly string[]) {
  const certificates = trustedCertificates(ca);
  return certificates === undefined ? {} : { secureContext: createSecureContext({ ca: certificates }) };
}

/** The connections through one proxy. */
interface Tunnel {
  readonly agent: ProxyAgent;
  /** The targets of CONNECT requests that are not answered yet. */
  readonly asked: Targets;
}

interface TunnelLimits extends ConnectionLimits {
  readonly connect: object;
}

/** https and http addresses alike go by CONNECT, TLS to the target inside. */
function openTunnel(
  { Pool, ProxyAgent }: typeof import('undici'),
  server: ProxyServer,
  { timeout, maxResponseSize, connect }: TunnelLimits,
): Tunnel {
  const asked = createTargets();
  const { protocol, host, username, password } = new URL(server.url.reveal());
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const agent = new ProxyAgent({
    uri: `${protocol}//${host}`,
    ...(login === ':' ? {} : { token: `Basic ${Buffer.from(login).toString('base64')}` }),
    requestTls: connect,
    proxyTls: connect,
    maxResponseSize,
    clientFactory: (origin, options) => {
      const pool = new Pool(origin, { ...options, headersTimeout: timeout });
      const ask = pool.connect.bind(pool) as Ask;
      return Object.assign(pool, { connect: asking(ask, server, asked) });
    },
  });
  return { agent, asked };
}

type Ask = (request: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;

/**
 * The proxy’s answer, or a ProxyFault: undici puts the status into a message alone, and would ask a proxy that closes the connection again and
 * again.
 */
function asking(ask: Ask, server: ProxyServer, asked: Targets): Ask {
  return async (request) => {
    const target = request.path;
    const fault = (outcome: number | string, logins: readonly string[], cause?: unknown) =>
      new ProxyFault({ server, target, outcome, logins }, cause);
    const answered = asked.add(target);
    const answer = await ask(request)
      .catch((cause: unknown) => {
        throw isResourceExhaustion(cause) ? cause : fault(codeOf(cause) ?? 'connection-lost', [], cause);
      })
      .finally(answered);
    const { statusCode, socket, headers } = answer;
    if (statusCode >= 200 && statusCode <= 299) return { ...answer, statusCode: 200 };
    socket.on('error', () => undefined).destroy();
    throw fault(statusCode, loginsOf(headers['proxy-authenticate']));
  };
}

/** The schemes of `Proxy-Authenticate`, one header each or several in one. */
function loginsOf(header: string | string[] | undefined): string[] {
  const names = [header ?? '']
    .flat()
    .flatMap((line) => line.match(/(?<=^|,\s*)[a-z][a-z-]{1,20}(?=\s|,|$)/gi) ?? []);
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/** Counts, since a target may be asked for several times at once. */
interface Targets {
  has(target: string): boolean;
  /** Returns what takes it out again. */
  add(target: string): () => void;
}

function createTargets(): Targets {
  const counts = new Map<string, number>();
  const count = (target: string, by: number) => void counts.set(target, (counts.get(target) ?? 0) + by);
  return {
    has: (target) => (counts.get(target) ?? 0) > 0,
    add(target) {
      count(target, 1);
      return () => count(target, -1);
    },
  };
}

import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { buildConnector, Dispatcher, ProxyAgent } from 'undici';
import { trustedCertificates } from '../lib/net/authorities.js';
import { hostAndPort, type ProxyRules, type ProxyServer, proxyFor } from '../lib/net/proxy.js';
import { isResourceExhaustion } from '../lib/system/resource-exhaustion.js';
import { codeOf, isUntrusted } from './code.js';
import { NO_HTTP, type ProxyIncident } from './proxy-failure.js';

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
  /** The proxy through which a connection to this address is being opened. */
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
  /** The targets to which connections are being opened. */
  readonly asked: Targets;
}

interface TunnelLimits extends ConnectionLimits {
  readonly connect: object;
}

/** https and http addresses alike go by CONNECT, TLS to the target inside. */
function openTunnel(
  undici: typeof import('undici'),
  server: ProxyServer,
  { timeout, maxResponseSize, connect }: TunnelLimits,
): Tunnel {
  const asked = createTargets();
  const { protocol, host, username, password } = new URL(server.url.reveal());
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const agent = new undici.ProxyAgent({
    uri: `${protocol}//${host}`,
    ...(login === ':' ? {} : { token: `Basic ${Buffer.from(login).toString('base64')}` }),
    requestTls: connect,
    proxyTls: connect,
    maxResponseSize,
    clientFactory: (origin, options) => {
      const pool = new undici.Pool(origin, { ...withoutIpName(origin, options), headersTimeout: timeout });
      const ask = pool.connect.bind(pool) as Ask;
      return Object.assign(pool, { connect: asking(ask, server, undici) });
    },
    factory: (origin, options: Connecting) =>
      new undici.Pool(origin, { ...options, connect: tunnelling(options.connect, server, asked) }),
  });
  return { agent, asked };
}

type Connector = buildConnector.connector;

interface Connecting {
  readonly connect: Connector;
}

/** undici hands over a proxy's IP address as a TLS server name, which RFC 6066 does not allow. */
function withoutIpName({ hostname }: URL, options: object): object {
  const { connect } = options as Connecting;
  if (isIP(hostname.replace(/^\[|\]$/g, '')) === 0) return options;
  const unnamed: Connector = ({ servername: _ip, ...rest }, done) => connect(rest, done);
  return { ...options, connect: unnamed };
}

/** Opens a connection to a target. A failure that is not the target's is a ProxyFault. */
function tunnelling(connect: Connector, server: ProxyServer, asked: Targets): Connector {
  return (options, done) => {
    const url = new URL(`${options.protocol}//${options.host ?? options.hostname}`);
    const target = hostAndPort(url);
    const finished = asked.add(target);
    connect(options, (...[error, socket]) => {
      finished();
      if (error === null) return done(null, socket);
      const outcome = codeOf(error) ?? 'connection-lost';
      const isTheirs = error instanceof ProxyFault || isUntrusted(outcome) || isResourceExhaustion(error);
      done(
        isTheirs ? error : new ProxyFault({ server, target, stage: 'opened', outcome, logins: [] }, error),
        null,
      );
    });
  };
}

type Ask = (request: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;

/**
 * The proxy’s answer to CONNECT, or a ProxyFault: undici puts the status into a message alone, and would ask a proxy that closes the connection
 * again and again.
 */
function asking(ask: Ask, server: ProxyServer, { errors }: typeof import('undici')): Ask {
  return async (request) => {
    const fault = (outcome: number | string, logins: readonly string[], cause?: unknown) =>
      new ProxyFault({ server, target: request.path, stage: 'asked', outcome, logins }, cause);
    const answer = await ask(request).catch((cause: unknown) => {
      if (isResourceExhaustion(cause)) throw cause;
      const other = cause instanceof errors.HTTPParserError ? NO_HTTP : 'connection-lost';
      throw fault(codeOf(cause) ?? other, [], cause);
    });
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
  return [...new Set(names.map((name) => name.toLowerCase()))].slice(0, 5);
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

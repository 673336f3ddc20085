import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { privateCertificate } from './tls.js';
import { until } from './until.js';

/** What goes wrong at a CONNECT. `cut within TLS` says yes and hangs up at the first byte of the handshake. */
export type ProxyMischief =
  | { readonly status: number; readonly headers?: readonly string[] }
  | 'silence'
  | 'cut'
  | 'cut within TLS'
  | 'garbage';

export interface ProxyOptions {
  /** Where names lead that only this proxy resolves: to a plain HTTP server on that port, behind TLS. */
  readonly hosts?: Readonly<Record<string, number>>;
  /** `user:password`; anyone is served without it. */
  readonly login?: string;
  /** Whether the proxy itself is reached by TLS. */
  readonly secure?: boolean;
  readonly mischief?: ProxyMischief;
}

export interface ProxyServerRig {
  readonly url: string;
  /** Its host and port. */
  readonly name: string;
  /** `host:port` of every CONNECT, refused ones included. */
  readonly asked: readonly string[];
  /** How many connections it opened, by name. */
  opened(): Readonly<Record<string, number>>;
  /** What no client may do. */
  readonly violations: readonly string[];
  /** Resolves when no client is connected. */
  idle(): Promise<void>;
}

/** An HTTP proxy on a free port of 127.0.0.1 that takes CONNECT alone, stopped after the test. */
export async function startProxy(options: ProxyOptions = {}): Promise<ProxyServerRig> {
  const state = new FakeProxy(options);
  const server: Server = options.secure ? createSecureServer(privateCertificate) : createServer();
  server.on('request', (request: IncomingMessage, response) => {
    state.violations.push(`${request.method} ${request.url} without CONNECT`);
    response.writeHead(400).end();
  });
  server.on('connect', (request, socket) => state.serve(request, socket));
  const sockets = new Set<Duplex>();
  server.on('connection', (socket: Duplex) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const name = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { asked, violations } = state;
  const login = options.login === undefined ? '' : `${options.login}@`;
  return {
    url: `${options.secure ? 'https' : 'http'}://${login}${name}`,
    name,
    asked,
    violations,
    opened: () => Object.fromEntries(state.opened),
    idle: async () => void (await until(() => sockets.size === 0)),
  };
}

class FakeProxy {
  readonly asked: string[] = [];
  readonly opened = new Map<string, number>();
  readonly violations: string[] = [];
  readonly #options: ProxyOptions;

  constructor(options: ProxyOptions) {
    this.#options = options;
  }

  serve(request: IncomingMessage, socket: Duplex): void {
    socket.on('error', () => {});
    const target = request.url ?? '';
    this.asked.push(target);
    this.#inspect(request, target);
    const { mischief, login } = this.#options;
    const given = request.headers['proxy-authorization'];
    const known = login === undefined || given === `Basic ${Buffer.from(login).toString('base64')}`;
    if (mischief !== undefined) disturb(socket, mischief);
    else if (known) this.#open(target, socket);
    else refuse(socket, 407, ['Proxy-Authenticate: Basic realm="proxy"']);
  }

  #inspect({ headers }: IncomingMessage, target: string): void {
    if (!/^[^/@\s]+:\d+$/.test(target)) this.violations.push(`CONNECT ${target}`);
    if (`${headers.host}`.replace(/:443$/, '') !== target.replace(/:443$/, ''))
      this.violations.push(`host ${headers.host} for ${target}`);
    const shown = Object.keys(headers).filter((name) => /^(authorization|cookie|user-agent)$/.test(name));
    if (shown.length > 0) this.violations.push(`the proxy saw ${shown.join(', ')}`);
  }

  #open(target: string, socket: Duplex): void {
    const [host = '', port] = target.split(':');
    const plain = this.#options.hosts?.[host];
    if (plain === undefined || port !== '443') {
      refuse(socket, 502);
      return;
    }
    this.opened.set(host, (this.opened.get(host) ?? 0) + 1);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const inside = new TLSSocket(socket as TLSSocket, { isServer: true, ...privateCertificate });
    const behind = connect(plain, '127.0.0.1');
    inside.on('error', () => behind.destroy()).on('close', () => behind.destroy());
    behind.on('error', () => inside.destroy()).on('close', () => inside.destroy());
    inside.pipe(behind).pipe(inside);
  }
}

function refuse(socket: Duplex, status: number, headers: readonly string[] = []): void {
  socket.end([`HTTP/1.1 ${status} No`, ...headers, 'Content-Length: 0', '', ''].join('\r\n'));
}

function disturb(socket: Duplex, mischief: ProxyMischief): void {
  if (typeof mischief === 'object') refuse(socket, mischief.status, mischief.headers);
  else if (mischief === 'cut') socket.destroy();
  else if (mischief === 'garbage') socket.end('220 smtp.example.com ESMTP\r\n');
  else if (mischief === 'cut within TLS') {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.once('data', () => socket.destroy());
  }
}

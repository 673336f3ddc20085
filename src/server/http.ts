import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerConfig } from '../config/config.js';
import { messageOf, UserError } from '../lib/errors.js';
import { capConnections } from './connections.js';
import { hostFault } from './hosts.js';

/** A complete response. */
export interface ServedAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Handlers by path. */
export type Routes = Readonly<Record<string, () => Promise<ServedAnswer>>>;

export interface Listening {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  close(): Promise<void>;
}

export const jsonAnswer = (status: number, body: object): ServedAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body, null, 2)}\n`,
});

export const textAnswer = (status: number, body: string): ServedAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

/** Time limit to receive a request's headers, and all of it; and how often the limits are checked. */
const PATIENCE = 10_000;
const LOOK = 1_000;
/** Idle limit in either direction, handler time included. */
const MAX_SILENCE = 30_000;
const MAX_HEADERS = 16_384;
const MAX_BODY = 65_536;

const LIMITS = {
  requestTimeout: PATIENCE,
  headersTimeout: PATIENCE,
  connectionsCheckingInterval: LOOK,
  keepAliveTimeout: 5_000,
  maxHeaderSize: MAX_HEADERS,
} as const;

/** Answers requests that no route is for; the body that was received is at `request.rawBody`. */
export type Pages = (request: IncomingMessage & { rawBody: Buffer }, response: ServerResponse) => unknown;

export interface Serving {
  /** Read-only, free for everybody, and answered whatever else is asked for. */
  readonly routes: Routes;
  /** Null where there is nothing but the routes. */
  readonly pages?: Pages | null;
  /** Redacts every body. */
  clean(text: string): string;
  /** Accepted `Host` names, besides IP addresses and localhost. */
  hosts(): readonly string[];
}

/** Serves the routes and the pages. Rejects with a UserError when it cannot listen on the address. */
export async function listen(
  { host, port }: Pick<ServerConfig, 'host' | 'port'>,
  serving: Serving,
): Promise<Listening> {
  const server = createServer(LIMITS);
  capConnections(server);
  server.on('request', (request, response) => {
    if (request.socket.destroyed) return;
    void answer(request, serving).then((made) => {
      if ('pages' in made) return made.pages(Object.assign(request, { rawBody: made.body }), response);
      return send(request, response, { ...made, body: serving.clean(made.body) });
    });
  });
  server.timeout = MAX_SILENCE;
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    throw refusal(error, `${host}:${port}`);
  }
  server.on('error', () => {});
  const { port: taken } = server.address() as AddressInfo;
  const named = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${named}:${taken}`, close: () => close(server) };
}

/** A request to hand to the pages. */
interface PageRequest {
  readonly pages: Pages;
  readonly body: Buffer;
}

async function answer(
  request: IncomingMessage,
  { routes, pages, hosts }: Serving,
): Promise<ServedAnswer | PageRequest> {
  const { method, url } = request;
  if (hostsNamed(request) > 1) return textAnswer(400, 'A request must have exactly one Host header.');
  const fault = hostFault(request.headers.host, hosts());
  if (fault !== null) return textAnswer(421, fault);
  const body = await bodyOf(request);
  if (body === null) return textAnswer(413, `A body may have ${MAX_BODY} bytes.`);
  const path = (url ?? '').split('?', 1)[0] ?? '';
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!route && pages && path.startsWith('/')) return { pages, body };
  if (!route) return textAnswer(404, `Not found. Available: ${Object.keys(routes).join(', ')}.`);
  if (method !== 'GET' && method !== 'HEAD') return textAnswer(405, 'Only GET and HEAD are allowed.');
  try {
    return await route();
  } catch (error) {
    return textAnswer(500, `Unexpected: ${messageOf(error)}`);
  }
}

const hostsNamed = ({ rawHeaders }: IncomingMessage) =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;

/** Reads a request's body; null as soon as it is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return null;
  const pieces: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    request.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= MAX_BODY) return void pieces.push(piece);
      request.pause();
      resolve(null);
    });
    request.once('end', () => resolve(Buffer.concat(pieces)));
    request.once('close', () => resolve(Buffer.concat(pieces)));
  });
}

/** Statuses after which the connection is closed without reading the rest. */
const CLOSING: ReadonlySet<number> = new Set([400, 413, 421]);

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  { status, type, body }: ServedAnswer,
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    ...(status === 405 && { allow: 'GET, HEAD' }),
    ...(CLOSING.has(status) && { connection: 'close' }),
  });
  response.end(method === 'HEAD' ? undefined : body);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program: stop that one, or choose another port',
  EACCES: 'needs more privileges than this user has: choose a port above 1023',
  EADDRNOTAVAIL: 'is not an address of this machine: choose 127.0.0.1, or 0.0.0.0 for all of them',
  ENOTFOUND: 'cannot be resolved: choose an IP address such as 127.0.0.1',
};

function refusal(error: unknown, address: string): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = WHY[code] ?? `cannot be listened on (${messageOf(error)}): choose another`;
  return new UserError('cannot-listen', `server.listen: ${address} ${why}, or set server: off.`, {
    exitCode: 2,
    cause: error,
  });
}

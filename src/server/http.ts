import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerConfig } from '../config/config.js';
import { messageOf, UserError } from '../lib/errors.js';

/** An answer, complete. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What is served at each path. */
export type Routes = Readonly<Record<string, () => Promise<Answer>>>;

export interface Listening {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  close(): Promise<void>;
}

export const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body, null, 2)}\n`,
});

export const plain = (status: number, body: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

/** Longest time for a request to come in. */
const PATIENCE = 10_000;

/** Serves the routes, read only; rejects with a UserError when the address cannot be listened on. `clean` is done to every body. */
export async function listen(
  { host, port }: ServerConfig,
  routes: Routes,
  clean: (text: string) => string,
): Promise<Listening> {
  const server = createServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE }, (request, response) => {
    void answer(request, routes).then((made) => send(request, response, { ...made, body: clean(made.body) }));
  });
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

async function answer({ method, url }: IncomingMessage, routes: Routes): Promise<Answer> {
  const path = (url ?? '').split('?', 1)[0] ?? '';
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!route) return plain(404, `There is nothing here. Try ${Object.keys(routes).join(', ')}.`);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET and HEAD are answered.');
  try {
    return await route();
  } catch (error) {
    return plain(500, `Unexpected: ${messageOf(error)}`);
  }
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    ...(status === 405 && { allow: 'GET, HEAD' }),
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
  EADDRINUSE: 'is taken by another program: end that one, or choose another port',
  EACCES: 'may not be used by this user: choose a port above 1023',
  EADDRNOTAVAIL: 'is none of this machine’s addresses: choose 127.0.0.1, or 0.0.0.0 for all of them',
  ENOTFOUND: 'has a name that this machine does not know: choose an address such as 127.0.0.1',
};

function refusal(error: unknown, address: string): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = WHY[code] ?? `cannot be listened on (${messageOf(error)}): choose another`;
  return new UserError('cannot-listen', `server.listen: ${address} ${why}, or set server: off.`, {
    exitCode: 2,
    cause: error,
  });
}

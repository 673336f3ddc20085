import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** One call as the server saw it. */
export interface HookCall {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

export interface HookServer {
  readonly url: string;
  readonly calls: readonly HookCall[];
  /** What is done from now on; 204 to begin with. */
  answer(how: (response: ServerResponse, call: HookCall) => void): void;
  stop(): Promise<void>;
}

export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(code, headers).end();

/** The same, stopped after the test. */
export async function startHooks(): Promise<HookServer> {
  const hooks = await openHooks();
  onTestFinished(hooks.stop);
  return hooks;
}

/** The same for who stops it. */
export async function openHooks(): Promise<HookServer> {
  const calls: HookCall[] = [];
  let respond: (response: ServerResponse, call: HookCall) => void = status(204);
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const bytes = await buffer(request).catch(() => null);
    // Its client ended amid the body.
    if (bytes === null) return;
    const type = headers['content-type'] ?? '';
    const call = { method, path: url, type, headers, body: bytes.toString(), bytes };
    calls.push(call);
    respond(response, call);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer(how) {
      respond = how;
    },
    stop,
  };
}

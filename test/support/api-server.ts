import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it. */
interface SeenRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** When its headers had come, epoch ms. */
  readonly at: number;
}

export interface ApiServer {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** The most requests that were unanswered at one time. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

/** Answers one request; `index` counts from 0 over all requests of the server. */
export type Respond = (response: ServerResponse, request: SeenRequest, index: number) => void;

/** An HTTP server on a free port of this machine that does as the script says. */
export async function startApi(respond: Respond): Promise<ApiServer> {
  const requests: SeenRequest[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://host');
    const seen = { path: pathname, query: searchParams, headers: incoming.headers, at: Date.now() };
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
    });
    respond(response, seen, requests.push(seen) - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    mostAtOnce: () => most,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Respond {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Any body as it stands. */
export function raw(body: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Respond {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** One answer after the other; the last one for all that follow. */
export function inTurn(...answers: readonly Respond[]): Respond {
  return (response, request, index) =>
    answers[Math.min(index, answers.length - 1)]?.(response, request, index);
}

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** The parts of a request that an answer or the log needs. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  /** As received, without the question mark. */
  readonly query: string;
  readonly params: URLSearchParams;
  /** Whether it carries the right access token. */
  readonly authorized: boolean;
  /** All but the token. */
  readonly headers: Omit<IncomingHttpHeaders, 'authorization'>;
}

export function requestOf(request: IncomingMessage, token: string): SandboxRequest {
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(request.url ?? '') ?? [];
  const { authorization, ...headers } = request.headers;
  return {
    method: request.method ?? 'GET',
    path,
    query,
    params: new URLSearchParams(query),
    authorized: /^bearer +(.*)$/i.exec(authorization ?? '')?.[1] === token,
    headers,
  };
}

/** The text of the body; null when it is longer than `max` bytes. */
export async function bodyOf(request: IncomingMessage, max: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= max) chunks.push(chunk);
  }
  return size > max ? null : Buffer.concat(chunks).toString('utf8');
}

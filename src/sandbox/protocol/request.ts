import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request, read as far as an answer or the log depends on it. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  /** As it came, without the question mark. */
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

/** The text of the body; null when it is longer than `most` bytes. */
export async function bodyOf(request: IncomingMessage, most: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= most) chunks.push(chunk);
  }
  return size > most ? null : Buffer.concat(chunks).toString('utf8');
}

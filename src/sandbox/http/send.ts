import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import type { Clock } from '../../lib/time/clock.js';
import type { FaultKind, SandboxFault } from '../faults/fault.js';
import type { Reply } from '../protocol/reply.js';

/** A request being answered. `signal` aborts when the sandbox closes. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const compress = promisify(gzip);
const BLANKS = Buffer.alloc(64 * 1024, ' ');

/** Sends the reply with the fault, if any; gzipped when the client accepts it and the fault does not need plain bytes. */
export async function sendReply(reply: Reply, fault: SandboxFault | null, exchange: Exchange): Promise<void> {
  const { response } = exchange;
  switch (fault?.kind) {
    case 'silent':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'stalled':
      sendHalf(reply, response, () => {});
      return;
    case 'truncated':
      sendHalf(reply, response, () => response.destroy());
      return;
    case 'huge':
      return sendHuge(reply, fault, exchange);
    case 'slow':
      await exchange.clock.sleep(fault.delayMs, exchange.signal);
      return send(reply, exchange);
    default:
      return send(reply, exchange);
  }
}

async function send(reply: Reply, { request, response }: Exchange): Promise<void> {
  if (reply.body === '' || !acceptsGzip(request.headers['accept-encoding'])) {
    response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
    response.end(reply.body);
    return;
  }
  const packed = await compress(reply.body, { level: 1 });
  response.writeHead(reply.status, { ...reply.headers, ...GZIPPED, 'content-length': packed.byteLength });
  response.end(packed);
}

const GZIPPED = { 'content-encoding': 'gzip', vary: 'accept-encoding' };

/** Whether an `Accept-Encoding` list has gzip or `*` with a quality above 0. */
function acceptsGzip(header: string | string[] | undefined): boolean {
  const codings = String(header ?? '').split(',');
  return codings.some((coding) => /^\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(coding));
}

function sendHalf(reply: Reply, response: ServerResponse, then: () => void): void {
  const bytes = Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': bytes.byteLength });
  response.write(bytes.subarray(0, Math.floor(bytes.byteLength / 2)), then);
}

async function sendHuge(reply: Reply, fault: FaultKind<'huge'>, { response }: Exchange): Promise<void> {
  const bytes = Readable.from(padded(reply.body, fault.bytes));
  if (!fault.gzip) {
    response.writeHead(reply.status, reply.headers);
    return pipeline(bytes, response);
  }
  response.writeHead(reply.status, { ...reply.headers, ...GZIPPED });
  return pipeline(bytes, createGzip({ level: 9 }), response);
}

/** `bytes` of white space, then the body. */
function* padded(body: string, bytes: number | 'endless'): Generator<Buffer, void> {
  for (let left = bytes === 'endless' ? Number.POSITIVE_INFINITY : bytes; left > 0; left -= BLANKS.length)
    yield left < BLANKS.length ? BLANKS.subarray(0, left) : BLANKS;
  yield Buffer.from(body);
}

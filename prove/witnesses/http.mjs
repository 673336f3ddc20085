import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { faultAt, follow, pause } from './witness.mjs';

/**
 * An HTTP server on a free port of 127.0.0.1.
 *
 * @typedef {{ method: string, path: string, query: URLSearchParams, headers: import('node:http').IncomingHttpHeaders, bytes: Buffer }} Call
 * @typedef {{ status: number, body?: string, headers?: Record<string, string> }} Answer
 *
 * @param {(call: Call) => string} stageOf the stage that a call is, for faults
 * @param {(call: Call, silenced: boolean) => Answer} take carries a call out
 * @returns {Promise<string>} its address
 */
export async function listen(stageOf, take) {
  const server = createServer((request, response) => follow(serve(request, response)));
  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async function serve(request, response) {
    const bytes = await buffer(request).catch(() => null);
    // Its client ended amid the body.
    if (bytes === null) return;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://witness');
    const { method = '', headers } = request;
    const call = { method, path: pathname, query: searchParams, headers, bytes };
    const fault = faultAt(stageOf(call));
    if (fault?.do === 'drop') return void response.destroy();
    if (fault?.do === 'refuse') return void response.writeHead(fault.code ?? 503).end();
    if (fault?.do === 'slow') await pause(fault.ms ?? 1_000);
    const unanswered = fault?.do === 'silence' || fault?.do === 'cut';
    const { status, body = '', headers: more = {} } = take(call, unanswered);
    if (fault?.do === 'cut') return void response.destroy();
    if (fault?.do === 'silence') return;
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...more });
    response.end(method === 'HEAD' ? '' : body);
  }
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${address.port}`;
}

/** @param {unknown} body @returns {Answer} */
export const json = (body) => ({
  status: 200,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json; charset=utf-8' },
});

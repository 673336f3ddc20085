import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { canonicalPath, readSignature, signatureOf } from './s3-signature.js';

/** What goes wrong at one request. */
export type S3Fault =
  /** An error in the words of S3. */
  | {
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly region?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is cut before the body is read, or before or after the request is carried out. */
  | { readonly cut: 'early' | 'before' | 'after' }
  /** Nothing is said, before or after the request is carried out. */
  | { readonly silent: 'before' | 'after' }
  /** A good answer of some other server, or half of one. */
  | { readonly page: string }
  /** Somebody else stores other bytes right before. */
  | { readonly rival: S3Object };

export interface S3Object {
  readonly bytes: Buffer;
  readonly type: string;
  /** Its `x-amz-meta-` headers. */
  readonly meta: Readonly<Record<string, string>>;
}

export interface S3ServerOptions {
  readonly bucket?: string;
  readonly region?: string;
  readonly sessionToken?: string;
  /** Its clock. */
  readonly now?: () => number;
  /** The faults of the first, second … request of a method. */
  readonly faults?: Readonly<Record<string, readonly (S3Fault | null)[]>>;
  /** What it does about `If-None-Match` and checksums: keep to them, not know them, or refuse them by 501 or 400. */
  readonly conditions?: 'kept' | 'ignored' | 'refused' | 'invalid';
  /** Whether keys that are not there may be told from others: the permission to list. */
  readonly mayList?: boolean;
}

export interface S3Server {
  readonly url: string;
  readonly objects: Map<string, S3Object>;
  /** `PUT weekly/…/index.json`, in order. */
  readonly calls: readonly string[];
  /** What no client may do: sign less than it must, let an index stand beside files that it does not describe. */
  readonly violations: readonly string[];
  stop(): Promise<void>;
}

export const S3_KEYS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
export const S3_BUCKET = 'reports';
export const S3_REGION = 'eu-central-1';

const SKEW = 15 * 60_000;

/** An S3-like store with one bucket, in path style on a free port of 127.0.0.1. Strict where S3 is. */
export async function startS3(options: S3ServerOptions = {}): Promise<S3Server> {
  const store = new Store(options);
  const server = createServer((request, response) => void store.serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { objects, calls, violations } = store;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    calls,
    violations,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Call {
  readonly method: string;
  readonly target: string;
  readonly key: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

class Store {
  readonly objects = new Map<string, S3Object>();
  readonly calls: string[] = [];
  readonly violations: string[] = [];
  readonly #options: S3ServerOptions;
  readonly #faults: Map<string, (S3Fault | null)[]>;

  constructor(options: S3ServerOptions) {
    this.#options = options;
    this.#faults = new Map(Object.entries(options.faults ?? {}).map(([at, faults]) => [at, [...faults]]));
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: target = '', headers } = request;
    const [path = ''] = target.split('?');
    const key = decodeURIComponent(path).split('/').slice(2).join('/');
    this.calls.push(`${method} ${key}`.trim());
    const fault = this.#faults.get(method)?.shift() ?? null;
    if (fault !== null && 'cut' in fault && fault.cut === 'early') return void response.destroy();
    const body = await buffer(request).catch(() => null);
    if (body === null) return;
    const call = { method, target, key, headers, body };
    if (fault === null) return send(response, call, this.#answer(call));
    if ('rival' in fault) {
      this.objects.set(key, fault.rival);
      return send(response, call, this.#answer(call));
    }
    if ('page' in fault) return void response.writeHead(200, { 'content-type': 'text/html' }).end(fault.page);
    if ('status' in fault) return send(response, call, errorReply(fault));
    const when = 'cut' in fault ? fault.cut : fault.silent;
    if (when === 'after') this.#answer(call);
    if ('cut' in fault) response.destroy();
  }

  #answer(call: Call): Reply {
    const refused = this.#refusal(call) ?? this.#bucketRefusal(call);
    if (refused) return refused;
    if (call.key === '') return { status: 200, text: call.method === 'GET' ? LIST : '' };
    const reply = this.#perform(call);
    this.#audit();
    return reply;
  }

  /** What is wrong with the signature, or with bytes on their way. */
  #refusal(call: Call): Reply | null {
    const { region = S3_REGION, sessionToken, now = Date.now } = this.#options;
    const { headers, target, body } = call;
    const signature = readSignature(headers.authorization);
    if (signature === null) return error(403, 'AccessDenied', 'Access Denied');
    const [path = ''] = target.split('?');
    if (path !== canonicalPath(path)) this.violations.push(`the path ${path} is not canonical`);
    const unsigned = mustBeSigned(headers).filter((name) => !signature.signedHeaders.includes(name));
    if (unsigned.length > 0) this.violations.push(`unsigned: ${unsigned.join(', ')}`);
    if (signature.accessKeyId !== S3_KEYS.accessKeyId)
      return error(
        403,
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
      );
    if (signature.scope[1] !== region)
      return errorReply({
        status: 400,
        code: 'AuthorizationHeaderMalformed',
        message: `The authorization header is malformed; the region '${signature.scope[1]}' is wrong; expecting '${region}'`,
        region,
      });
    if (Math.abs(timeOf(String(headers['x-amz-date'])) - now()) > SKEW)
      return error(
        403,
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
      );
    if (headers['x-amz-security-token'] !== sessionToken)
      return error(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
    if (signature.value !== signatureOf(call, signature, S3_KEYS.secretAccessKey))
      return error(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.',
      );
    return headers['x-amz-content-sha256'] === digest(body, 'hex')
      ? null
      : error(
          400,
          'XAmzContentSHA256Mismatch',
          'The provided x-amz-content-sha256 header does not match what was computed.',
        );
  }

  #bucketRefusal({ target, method, key }: Call): Reply | null {
    const { bucket = S3_BUCKET, mayList = true } = this.#options;
    if (target.split(/[/?]/)[1] !== bucket)
      return error(404, 'NoSuchBucket', 'The specified bucket does not exist');
    const hidden = key === '' || (method === 'HEAD' && !this.objects.has(key));
    return hidden && !mayList ? error(403, 'AccessDenied', 'Access Denied') : null;
  }

  #perform({ method, key, headers, body }: Call): Reply {
    const found = this.objects.get(key);
    if (method === 'PUT') return this.#put(key, headers, body);
    if (method === 'DELETE') this.objects.delete(key);
    if (method === 'DELETE') return { status: 204 };
    if (method !== 'HEAD') return error(405, 'MethodNotAllowed', 'The specified method is not allowed.');
    if (!found) return error(404, 'NoSuchKey', 'The specified key does not exist.');
    return {
      status: 200,
      headers: { ...found.meta, 'content-length': String(found.bytes.length), etag: etagOf(found.bytes) },
    };
  }

  #put(key: string, headers: Call['headers'], bytes: Buffer): Reply {
    const { conditions = 'kept' } = this.#options;
    const checksum = headers['x-amz-checksum-sha256'];
    if (conditions === 'refused' && (headers['if-none-match'] !== undefined || checksum !== undefined))
      return error(
        501,
        'NotImplemented',
        'A header you provided implies functionality that is not implemented.',
      );
    if (conditions === 'invalid' && checksum !== undefined)
      return error(400, 'InvalidArgument', 'Invalid argument.');
    if (conditions === 'kept') {
      if (checksum === undefined) this.violations.push(`PUT ${key} has no checksum`);
      if (checksum !== undefined && checksum !== digest(bytes, 'base64'))
        return error(400, 'BadDigest', 'The SHA256 you specified did not match the calculated checksum.');
      if (headers['if-none-match'] === '*' && this.objects.has(key))
        return error(
          412,
          'PreconditionFailed',
          'At least one of the pre-conditions you specified did not hold',
        );
    }
    const meta = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'));
    const type = headers['content-type'] ?? '';
    this.objects.set(key, { bytes, type, meta: Object.fromEntries(meta) as Record<string, string> });
    return { status: 200, headers: { etag: etagOf(bytes) } };
  }

  /** While an index stands, every file that it lists stands beside it with the bytes that it says. */
  #audit(): void {
    for (const [key, { bytes, meta }] of this.objects) {
      if (!key.endsWith('/index.json') || Object.keys(meta).length === 0) continue;
      const { files } = JSON.parse(bytes.toString()) as { files: { name: string; sha256: string }[] };
      for (const { name, sha256 } of files) {
        const file = this.objects.get(key.replace('index.json', name));
        if (!file || digest(file.bytes, 'hex') !== sha256)
          this.violations.push(`${key} stands there and ${name} is not what it says`);
      }
    }
  }
}

const digest = (bytes: Buffer, form: 'hex' | 'base64') => createHash('sha256').update(bytes).digest(form);
const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;

const mustBeSigned = (headers: Call['headers']) => [
  'host',
  ...Object.keys(headers).filter((name) => /^(x-amz-|content-type$|if-none-match$)/.test(name)),
];

const timeOf = (date: string) =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const LIST =
  '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>';

const error = (status: number, code: string, message: string) => errorReply({ status, code, message });

function errorReply({ status, code, message, region, headers }: Extract<S3Fault, { status: number }>): Reply {
  if (code === undefined) return { status, headers: headers ?? {} };
  const of = (name: string, text = '') => (text === '' ? '' : `<${name}>${escaped(text)}</${name}>`);
  const inside = of('Code', code) + of('Message', message) + of('Region', region);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inside}<RequestId>4442587FB7D0A2F9</RequestId></Error>`;
  return { status, headers: { 'content-type': 'application/xml', ...headers }, text };
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function send(response: ServerResponse, { method }: Call, { status, headers = {}, text = '' }: Reply): void {
  const length =
    method === 'HEAD' && headers['content-length']
      ? {}
      : { 'content-length': String(Buffer.byteLength(text)) };
  response.writeHead(status, { 'x-amz-request-id': '4442587FB7D0A2F9', ...length, ...headers });
  response.end(method === 'HEAD' ? '' : text);
}

import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came in. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Signature {
  readonly accessKeyId: string;
  /** `20261123/eu-central-1/s3/aws4_request`. */
  readonly scope: readonly string[];
  readonly signedHeaders: readonly string[];
  readonly value: string;
}

/** Reads an Authorization header of signature version 4; null when it is none. */
export function readSignature(header: string | undefined): Signature | null {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;
  const [, accessKeyId, scope, signed, value] = pattern.exec(header ?? '') ?? [];
  if (!accessKeyId || !scope || !signed || !value) return null;
  return { accessKeyId, scope: scope.split('/'), signedHeaders: signed.split(';'), value };
}

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** The signature that a request should have, computed as in the documentation of AWS. */
export function signatureOf(
  { method, target, headers }: SignedRequest,
  { scope, signedHeaders }: Signature,
  secret: string,
): string {
  const [path = '', query = ''] = target.split('?');
  const canonicalHeaders = signedHeaders.map(
    (name) =>
      `${name}:${String(headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  );
  const canonical = [
    method,
    canonicalPath(path),
    query.split('&').toSorted().join('&'),
    canonicalHeaders.join(''),
    signedHeaders.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((parent, step) => hmac(parent, step), `AWS4${secret}`);
  return createHmac('sha256', key).update(toSign).digest('hex');
}

/** Every byte but unreserved characters and slashes percent-encoded in capitals, once. */
export const canonicalPath = (path: string): string =>
  [...Buffer.from(decodeURIComponent(path))]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      const code = byte.toString(16).toUpperCase().padStart(2, '0');
      return /[A-Za-z0-9/._~-]/.test(character) ? character : `%${code}`;
    })
    .join('');

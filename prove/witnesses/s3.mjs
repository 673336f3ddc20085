import { createHash } from 'node:crypto';
import { listen } from './http.mjs';
import { onOpen, serveParent, write } from './witness.mjs';

/** A bucket in path style that keeps to `If-None-Match: *`. Stages: `head`, `put`, `delete`. */

/** @type {Map<string, { bytes: Buffer, meta: Record<string, string> }>} */
let objects = new Map();
onOpen(() => {
  objects = new Map();
});

const url = await listen(
  ({ method }) => method.toLowerCase(),
  /** @returns {import('./http.mjs').Answer} */
  ({ method, path, headers, bytes }, silenced) => {
    const key = decodeURIComponent(path).split('/').slice(2).join('/');
    const there = objects.get(key);
    if (method === 'HEAD') {
      if (!there) return { status: 404 };
      return { status: 200, headers: { ...there.meta, 'content-length': String(there.bytes.length) } };
    }
    if (method === 'DELETE') {
      objects.delete(key);
      write({ event: 'deleted', reader: 'bucket', key });
      return { status: 204 };
    }
    if (method !== 'PUT') return { status: 405 };
    if (headers['if-none-match'] === '*' && there)
      return {
        status: 412,
        body: '<Error><Code>PreconditionFailed</Code></Error>',
        headers: { 'content-type': 'application/xml' },
      };
    const meta = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'));
    objects.set(key, { bytes, meta: /** @type {Record<string, string>} */ (Object.fromEntries(meta)) });
    const hash = createHash('sha256').update(bytes).digest('hex');
    write({ event: 'accepted', reader: 'bucket', id: key, hash, key, again: there !== undefined, silenced });
    return { status: 200, headers: { etag: `"${hash.slice(0, 32)}"` } };
  },
);
serveParent({ url });

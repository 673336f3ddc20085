import { createHash } from 'node:crypto';
import { listen } from './http.mjs';
import { serveParent, write } from './witness.mjs';

/** A program that takes webhooks; the path names the reader. Stage: `post`. */
const url = await listen(
  () => 'post',
  ({ path, headers, bytes }, silenced) => {
    const text = bytes.toString();
    const { type, timestamp, data } = JSON.parse(text);
    write({
      event: 'accepted',
      reader: path,
      id: headers['webhook-id'],
      hash: createHash('sha256').update(text).digest('hex'),
      about: {
        type,
        timestamp,
        digest: data.digest?.id ?? data.id ?? null,
        alert: data.alert ?? null,
        word: data.event ?? null,
      },
      keys: Object.keys(data),
      silenced,
    });
    return { status: 204 };
  },
);
serveParent({ url });

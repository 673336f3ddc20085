import { createHash } from 'node:crypto';
import { listen } from './http.mjs';
import { serveParent, write } from './witness.mjs';

/** All that a card says, in order. @param {unknown} node @returns {string[]} */
function texts(node) {
  if (Array.isArray(node)) return node.flatMap(texts);
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' && ['text', 'title', 'value', 'altText'].includes(key) ? [value] : texts(value),
  );
}

/** A workflow of Teams; the path names the chat. Stage: `post`. */
const url = await listen(
  () => 'post',
  ({ path, bytes }, silenced) => {
    const text = bytes.toString();
    write({
      event: 'accepted',
      reader: path,
      hash: createHash('sha256').update(text).digest('hex'),
      text: texts(JSON.parse(text)).join('\n').slice(0, 1_500),
      silenced,
    });
    return { status: 202 };
  },
);
serveParent({ url });

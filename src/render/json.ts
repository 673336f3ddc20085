import { z } from 'zod';
import { canonicalJson } from '../lib/hash.js';
import { artifact } from './artifact.js';
import type { Renderer } from './renderer.js';

const options = z.strictObject({});

/** The digest as pretty-printed JSON with sorted keys: equal digests give equal bytes. */
export const jsonRenderer: Renderer<z.output<typeof options>> = {
  kind: 'json',
  options,
  async render(digest, _options, context) {
    const text = `${JSON.stringify(JSON.parse(canonicalJson(digest)), null, 2)}\n`;
    return [
      artifact({
        name: context.name('', 'json'),
        mediaType: 'application/json',
        bytes: Buffer.from(text),
        role: 'attachment',
      }),
    ];
  },
};

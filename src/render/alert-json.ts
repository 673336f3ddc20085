import { z } from 'zod';
import { canonicalJson } from '../lib/hash.js';
import { artifact } from './artifact.js';
import type { Renderer } from './renderer.js';

const options = z.strictObject({});

/** What an alert is about, as in a webhook's `data`, with sorted keys: equal alerts give equal bytes. */
export const alertJsonRenderer: Renderer<z.output<typeof options>> = {
  kind: 'alert-json',
  options,
  async render({ alert = null }, _options, { name }) {
    const text = `${JSON.stringify(JSON.parse(canonicalJson(alert)), null, 2)}\n`;
    return [
      artifact({
        name: name('', 'json'),
        mediaType: 'application/json',
        bytes: Buffer.from(text),
        role: 'attachment',
      }),
    ];
  },
};

import { z } from 'zod';
import type { Digest } from '../digest/digest.js';
import { verdictSaysAll } from '../digest/drawn-as.js';
import { artifact } from './artifact.js';
import { oneLine } from './line.js';
import type { Renderer } from './renderer.js';

const options = z.strictObject({});

/** The words of an alert as plain text, a line a sentence. */
export const alertTextRenderer: Renderer<z.output<typeof options>> = {
  kind: 'alert-text',
  options,
  async render(digest, _options, { name }) {
    return [
      artifact({
        name: name('', 'txt'),
        mediaType: 'text/plain',
        bytes: Buffer.from(textOf(digest)),
        role: 'attachment',
      }),
    ];
  },
};

function textOf(digest: Digest): string {
  const { verdict, title, subtitle, callouts, about } = digest;
  const items = callouts.items.map(({ heading, body }) => `- ${heading}${body}`);
  const parts = [
    [verdict.text],
    [title, ...subtitle],
    verdictSaysAll(digest) ? [] : items,
    [...about.paragraphs, ...(about.link ? [`${about.link.text}: ${about.link.url}`] : [])],
  ];
  const said = parts.filter((lines) => lines.length > 0);
  return `${said.map((lines) => lines.map(oneLine).join('\n')).join('\n\n')}\n`;
}

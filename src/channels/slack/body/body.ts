import { z } from 'zod';
import { artifact } from '../../../render/artifact.js';
import { illustrationsOf, inlinePictures } from '../../../render/illustrations.js';
import type { Renderer } from '../../../render/renderer.js';
import { STYLES } from './layout-context.js';

const options = z.strictObject({
  /** How much of the digest stands in the message itself. */
  style: z.enum(STYLES).default('full'),
});

/** The Block Kit message as JSON, with the pictures that its image blocks name by content id. */
export const slackBody: Renderer<z.output<typeof options>> = {
  kind: 'slack',
  mediaType: 'application/json',
  options,
  async render(digest, { style }, context) {
    const { slackMessage } = await import('./message.js');
    const illustrations = style === 'full' ? await illustrationsOf(digest, context) : [];
    const message = slackMessage(digest, { ...context, style, illustrations });
    return [
      artifact({
        name: 'slack.json',
        mediaType: 'application/json',
        bytes: Buffer.from(`${JSON.stringify(message, null, 2)}\n`),
        role: 'body',
      }),
      ...inlinePictures(illustrations),
    ];
  },
};

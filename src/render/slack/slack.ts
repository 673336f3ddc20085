import { z } from 'zod';
import { artifact } from '../artifact.js';
import { illustrationsOf, inlinePictures } from '../illustrations.js';
import type { Renderer } from '../renderer.js';
import { slackMessage } from './message.js';

const options = z.strictObject({});

/** The Block Kit message as JSON, with the pictures that its image blocks name by content id. */
export const slack: Renderer<z.output<typeof options>> = {
  kind: 'slack',
  mediaType: 'application/json',
  options,
  async render(digest, _options, context) {
    const illustrations = await illustrationsOf(digest, context);
    const message = slackMessage(digest, illustrations, context.attachments);
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

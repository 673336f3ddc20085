import type { Digest } from '../../../digest/digest.js';
import { type Artifact, artifact } from '../../../render/artifact.js';
import { illustrationsOf, inlinePictures } from '../../../render/illustrations.js';
import type { RenderContext } from '../../../render/renderer.js';
import type { SlackOptions } from '../options.js';

/** The Block Kit message as JSON, with the pictures that its image blocks name by content id. */
export async function renderSlackMessage(
  digest: Digest,
  { style }: Pick<SlackOptions, 'style'>,
  context: RenderContext,
): Promise<readonly Artifact[]> {
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
    ...inlinePictures(illustrations.map(({ picture }) => picture)),
  ];
}

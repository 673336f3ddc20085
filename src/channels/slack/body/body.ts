import type { Digest } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { type Artifact, artifact } from '../../../render/artifact.js';
import { type Illustration, illustrationsOf, inlinePictures } from '../../../render/illustrations.js';
import type { RenderContext } from '../../../render/renderer.js';
import type { SlackOptions } from '../options.js';
import type { SlackSettings } from '../settings.js';
import type { SlackMessage } from './message.js';

type SlackStyle = Pick<SlackOptions, 'style'> & Pick<SlackSettings, 'charts'>;

/**
 * The Block Kit message as JSON, with the pictures that its image blocks name by content id. Where Slack is to draw charts itself, a message
 * without them follows, for a workspace that refuses them.
 */
export async function renderSlackMessage(
  digest: Digest,
  { style, charts }: SlackStyle,
  context: RenderContext,
): Promise<readonly Artifact[]> {
  const { nativeMessage, slackMessage } = await import('./message.js');
  const illustrations = style === 'full' ? await illustrationsOf(digest, context) : [];
  const parts = { ...context, style, illustrations };
  const native = style === 'full' && charts === 'native' ? nativeMessage(digest, parts) : null;
  const plain = slackMessage(digest, parts);
  return [
    ...(native ? [jsonFile('slack.json', native), jsonFile('slack-pictures.json', plain)] : []),
    ...(native ? [] : [jsonFile('slack.json', plain)]),
    ...inlinePictures(illustrations.map((illustration) => described(illustration, context.words))),
  ];
}

/** The picture, described by what a message says in its place. */
const described = ({ section: { title }, picture }: Illustration, words: Words): Artifact | null =>
  picture && { ...picture, detail: words.say('chart.leftOut', { title }) };

const jsonFile = (name: string, message: SlackMessage): Artifact =>
  artifact({
    name,
    mediaType: 'application/json',
    bytes: Buffer.from(`${JSON.stringify(message, null, 2)}\n`),
    role: 'body',
  });

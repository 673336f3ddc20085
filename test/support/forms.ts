import { renderMail } from '../../src/channels/email/body/body.js';
import { composeMessage } from '../../src/channels/email/message.js';
import { renderGoogleChatMessage } from '../../src/channels/google-chat/body/body.js';
import { renderSlackMessage } from '../../src/channels/slack/body/body.js';
import { renderTeamsMessage } from '../../src/channels/teams/body/body.js';
import type { Digest } from '../../src/digest/digest.js';
import { wordsOf } from '../../src/digest/language/words.js';
import type { Artifact } from '../../src/render/artifact.js';
import { formatRenderers } from '../../src/render/registry.js';
import { emailConfig } from './email-config.js';
import { mailEnvelope } from './envelope.js';
import { sampleContext, sampleDelivery, samplePictures } from './render-context.js';

/** Everything a digest becomes, as finished bytes; charts are stood in for by small pictures. */
export interface Forms {
  readonly json: string;
  readonly csv: string;
  readonly pdf: Uint8Array;
  readonly xlsx: Uint8Array;
  readonly html: string;
  readonly text: string;
  readonly slack: string;
  /** What replaces it in a workspace that draws no charts; the same where there is nothing to draw. */
  readonly slackPictures: string;
  readonly teams: string;
  readonly googleChat: string;
  readonly message: Buffer;
}

export async function formsOf(digest: Digest): Promise<Forms> {
  const pictures = async () => samplePictures(digest.sections);
  const context = sampleContext({ ...sampleDelivery, words: wordsOf(digest), pictures });
  const render = async (kind: string): Promise<Artifact[]> => {
    const renderer = formatRenderers.get(kind);
    if (!renderer) throw new Error(`There is no renderer ${kind}.`);
    return renderer.render(digest, renderer.options.parse({}), context);
  };
  const [json, csv, pdf, xlsx] = await Promise.all(['json', 'csv', 'pdf', 'xlsx'].map(render));
  const body = await renderMail(digest, context);
  const slack = await renderSlackMessage(digest, { style: 'full', charts: 'native' }, context);
  const envelope = mailEnvelope({ digest, body, attachments: context.attachments });
  return {
    json: textOf(json?.[0]),
    csv: (csv ?? []).map((file) => `# ${file.name}\r\n${textOf(file)}`).join('\r\n'),
    pdf: bytesOf(pdf?.[0]),
    xlsx: bytesOf(xlsx?.[0]),
    html: textOf(body.find(({ mediaType }) => mediaType === 'text/html')),
    text: textOf(body.find(({ mediaType }) => mediaType === 'text/plain')),
    slack: textOf(slack[0]),
    slackPictures: textOf(slack.filter(({ role }) => role === 'body').at(-1)),
    teams: textOf((await renderTeamsMessage(digest, context))[0]),
    googleChat: textOf((await renderGoogleChatMessage(digest, context))[0]),
    message: await composeMessage(envelope, {}, emailConfig(25)),
  };
}

function bytesOf(file: Artifact | undefined): Uint8Array {
  if (!file) throw new Error('A form was not made.');
  return file.bytes;
}

const textOf = (file: Artifact | undefined) => Buffer.from(bytesOf(file)).toString('utf8');

const ENCODED = /^content-transfer-encoding: (\S+)/im;

/** A message with its parts in order and every header, the encoded bodies left out. */
export function mimeOutline(message: Buffer): string {
  const parts = message.toString('latin1').split(/^(?=--\S+-Part_\d)/m);
  return parts
    .map((part) => {
      const [head = ''] = part.split('\r\n\r\n', 1);
      const encoding = ENCODED.exec(head)?.[1];
      return encoding === undefined ? part : `${head}\r\n\r\n(${encoding})\r\n\r\n`;
    })
    .join('')
    .replaceAll('\r\n', '\n');
}

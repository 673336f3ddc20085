import { renderMail } from '../../src/channels/email/body/body.js';
import { renderGoogleChatMessage } from '../../src/channels/google-chat/body/body.js';
import { renderSlackMessage } from '../../src/channels/slack/body/body.js';
import { renderTeamsMessage } from '../../src/channels/teams/body/body.js';
import { renderPayload } from '../../src/channels/webhook/payload.js';
import type { Digest } from '../../src/digest/digest.js';
import { wordsOf } from '../../src/digest/language/words.js';
import { alertRenderers } from '../../src/render/registry.js';
import type { RenderContext } from '../../src/render/renderer.js';
import { sampleContext, samplePictures, sampleVariants } from './render-context.js';

/** Everything that the message of an alert becomes, as text; charts are stood in for by small pictures. */
export interface AlertForms {
  readonly html: string;
  readonly text: string;
  readonly slack: string;
  readonly slackPictures: string;
  readonly teams: string;
  readonly googleChat: string;
  readonly webhook: string;
  /** The files, by name. */
  readonly files: ReadonlyMap<string, string>;
}

export async function alertForms(digest: Digest, own: Partial<RenderContext> = {}): Promise<AlertForms> {
  const context = sampleContext({
    words: wordsOf(digest),
    pictures: async () => samplePictures(digest.sections),
    variants: async (ids) => sampleVariants(ids, digest.sections),
    name: (part, extension) => `alert${part ? `-${part}` : ''}.${extension}`,
    audience: {
      target: 'ops@example.com',
      unsubscribe: { mailto: 'reports@example.com', url: 'https://example.com/leave', secret: null },
    },
    ...own,
  });
  const mail = await renderMail(digest, context);
  const slack = (await renderSlackMessage(digest, { style: 'full', charts: 'native' }, context)).filter(
    ({ role }) => role === 'body',
  );
  const files = await Promise.all(
    [...alertRenderers.values()].map(({ render }) => render(digest, {}, context)),
  );
  return {
    html: textOf(mail[0]),
    text: textOf(mail[1]),
    slack: textOf(slack[0]),
    slackPictures: textOf(slack.at(-1)),
    teams: textOf((await renderTeamsMessage(digest, context))[0]),
    googleChat: textOf((await renderGoogleChatMessage(digest, context))[0]),
    webhook: textOf((await renderPayload(digest, context, 'none'))[0]),
    files: new Map(files.flat().map((file) => [file.name, textOf(file)])),
  };
}

function textOf(file: { readonly bytes: Uint8Array } | undefined): string {
  if (!file) throw new Error('A form was not made.');
  return Buffer.from(file.bytes).toString('utf8');
}

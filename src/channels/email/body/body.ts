import { type Artifact, artifact } from '../../../render/artifact.js';
import { illustrationsOf, inlinePictures } from '../../../render/illustrations.js';
import type { RenderBody } from '../../channel.js';

/** The mail's two bodies with the pictures that the HTML one shows. */
export const renderMail: RenderBody = async (digest, context) => {
  const [{ mailHtml, mailText }, { mailView }] = await Promise.all([
    import('./bodies.js'),
    import('./mail-view.js'),
  ]);
  const illustrations = await illustrationsOf(digest, context);
  const view = mailView(digest, { ...context, illustrations });
  return [
    body('digest.html', 'text/html', mailHtml(context.template, view)),
    body('digest.txt', 'text/plain', mailText(context.template, view)),
    ...inlinePictures(illustrations),
  ];
};

function body(name: string, mediaType: string, text: string): Artifact {
  return artifact({ name, mediaType, bytes: Buffer.from(text), role: 'body' });
}

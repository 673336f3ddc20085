import { type Artifact, artifact } from '../../../render/artifact.js';
import { illustrationsOf, inlinePictures } from '../../../render/illustrations.js';
import type { RenderBody } from '../../channel.js';

/** The mail's two bodies with the pictures that the HTML one names: mail programs list others as attachments. */
export const renderMail: RenderBody = async (digest, context) => {
  const [{ mailHtml, mailText }, { mailView }] = await Promise.all([
    import('./bodies.js'),
    import('./mail-view.js'),
  ]);
  const illustrations = await illustrationsOf(digest, context);
  const shown = illustrations.flatMap(({ section, picture }) => (picture ? [section.id] : []));
  const variants = await context.variants(shown);
  const view = mailView(digest, { ...context, illustrations, variants });
  const html = mailHtml(context.template, view);
  const pictures = [...illustrations.map(({ picture }) => picture), ...variants];
  return [
    body('digest.html', 'text/html', html),
    body('digest.txt', 'text/plain', mailText(context.template, view)),
    ...inlinePictures(pictures).filter(({ cid }) => html.includes(`cid:${cid}"`)),
  ];
};

function body(name: string, mediaType: string, text: string): Artifact {
  return artifact({ name, mediaType, bytes: Buffer.from(text), role: 'body' });
}

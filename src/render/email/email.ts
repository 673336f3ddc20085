import { z } from 'zod';
import { type Artifact, artifact } from '../artifact.js';
import { illustrationsOf, inlinePictures } from '../illustrations.js';
import type { Renderer } from '../renderer.js';
import { fillTemplateFile } from '../template.js';
import { figureLines, wrapText } from './text.js';
import { type MailView, mailView } from './view.js';

const options = z.strictObject({});

/** The mail's two bodies with the pictures that the HTML one shows; subject and headers are the deliverer's. */
export const email: Renderer<z.output<typeof options>> = {
  kind: 'email',
  mediaType: 'text/html',
  options,
  async render(digest, _options, context) {
    const illustrations = await illustrationsOf(digest, context);
    const view = mailView(digest, { ...context, illustrations });
    const html = await fillTemplateFile('dist/templates/email.html', 'html', view);
    return [
      body('digest.html', 'text/html', html),
      body('digest.txt', 'text/plain', await plainText(view)),
      ...inlinePictures(illustrations),
    ];
  },
};

async function plainText(view: MailView): Promise<string> {
  const lines = { ...view, figureLines: figureLines(view.figures) };
  return wrapText(await fillTemplateFile('templates/email.txt.liquid', 'text', lines));
}

function body(name: string, mediaType: string, text: string): Artifact {
  return artifact({ name, mediaType, bytes: Buffer.from(text), role: 'body' });
}

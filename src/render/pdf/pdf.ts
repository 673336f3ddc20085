import { z } from 'zod';
import { lazy } from '../../lib/async/lazy.js';
import { artifact } from '../artifact.js';
import type { Renderer } from '../renderer.js';

const options = z.strictObject({
  /** Overrides the theme's paper. */
  paper: z.enum(['A4', 'Letter']).optional(),
  /** A single page: what does not fit is left out. */
  pages: z.literal(1).optional(),
});

/** The digest as a tagged PDF with vector charts and selectable text. The writer is loaded with the first document and kept. */
export function createPdfRenderer(): Renderer<z.infer<typeof options>> {
  const writer = lazy(async () => (await import('./write.js')).createPdfWriter());
  return {
    kind: 'pdf',
    options,
    async render(digest, { paper, pages: most }, { theme, words, name }) {
      const write = await writer.get();
      const { bytes, pages } = await write(
        digest,
        { ...theme, paper: paper ?? theme.paper },
        { words, brief: most === 1 },
      );
      const detail = words.say('file.pages', { count: pages });
      const file = { name: name('', 'pdf'), mediaType: 'application/pdf', bytes, detail };
      return [artifact({ ...file, role: 'attachment' })];
    },
  };
}

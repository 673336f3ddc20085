import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Theme } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import { UserError } from '../../lib/errors.js';
import { artifact } from '../artifact.js';
import type { Renderer } from '../renderer.js';
import { createDocument } from './document.js';
import { layOut, SHEETS } from './layout.js';
import { paint } from './paint.js';
import { loadTypefaces, type Typefaces } from './typefaces.js';

const options = z.strictObject({
  /** Instead of the theme's. */
  paper: z.enum(['A4', 'Letter']).optional(),
});

/** The digest as a tagged PDF of vectors and real text. Fonts are parsed at the first document and kept. */
export function createPdfRenderer(): Renderer<z.infer<typeof options>> {
  let typefaces: Typefaces | undefined;
  return {
    kind: 'pdf',
    mediaType: 'application/pdf',
    options,
    async render(digest, { paper }, { theme, name }) {
      typefaces ??= loadTypefaces();
      const { bytes, pages } = await renderPdf(digest, { ...theme, paper: paper ?? theme.paper }, typefaces);
      const detail = pages === 1 ? '1 page' : `${pages} pages`;
      const file = { name: name('', 'pdf'), mediaType: 'application/pdf', bytes, detail };
      return [artifact({ ...file, role: 'attachment' })];
    },
  };
}

async function renderPdf(digest: Digest, theme: Theme, typefaces: Typefaces) {
  const sheet = SHEETS[theme.paper];
  const document = createDocument(typefaces, {
    title: digest.subject,
    language: digest.locale,
    date: new Date(digest.slot.scheduledFor),
    size: sheet,
  });
  const logo = theme.logo === null ? null : await readLogo(theme.logo);
  const pages = layOut({ digest, theme, sheet, logo, measure: document.measure });
  paint(pages, document);
  return { bytes: await document.finish(), pages: pages.length };
}

async function readLogo(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UserError('logo-unreadable', `The logo "${path}" cannot be read; check theme.logo.`, { cause });
  }
}

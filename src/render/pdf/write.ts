import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Theme } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import { cachedByObject } from '../../lib/async/cache.js';
import { UserError } from '../../lib/errors.js';
import { collectTexts } from '../collect-texts.js';
import { createFontLoader } from '../fonts/font-loader.js';
import { createDocument, createTextTools } from './document/document.js';
import { paintPages } from './document/paint.js';
import { layOutPages } from './layout.js';
import { PAPERS } from './page/paper.js';

/** Writes a digest as a PDF. */
export type PdfWriter = (
  digest: Digest,
  theme: Theme,
  /** BCP 47 tag of the messages: a fallback if the digest's language has none. */
  language: string,
) => Promise<{ readonly bytes: Uint8Array; readonly pages: number }>;

/** Loads fonts when a document first needs them; fonts and text metrics are cached for later documents. */
export function createPdfWriter(): PdfWriter {
  const loader = createFontLoader();
  const textTools = cachedByObject(createTextTools);
  return async (digest, theme, language) => {
    const sheet = PAPERS[theme.paper];
    const fonts = await loader.load(collectTexts(digest, theme), { own: theme.font, locale: digest.locale });
    const document = createDocument(textTools(fonts), {
      title: digest.subject,
      language,
      date: new Date(digest.slot.scheduledFor),
      size: sheet,
    });
    const logo = theme.logo === null ? null : await readLogo(theme.logo);
    const pages = layOutPages({ digest, theme, sheet, logo, measure: document.measure });
    await paintPages(pages, document);
    await nextTurn();
    return { bytes: await document.finish(), pages: pages.length };
  };
}

async function readLogo(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UserError('logo-unreadable', `The logo "${path}" cannot be read; check theme.logo.`, { cause });
  }
}

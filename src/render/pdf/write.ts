import { setImmediate as nextTurn } from 'node:timers/promises';
import { compactCount } from '../../chart/compact.js';
import type { Theme } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import type { Words } from '../../digest/language/words.js';
import { cachedByObject } from '../../lib/async/cache.js';
import { UserError } from '../../lib/errors.js';
import { contentAt } from '../../lib/system/files.js';
import { chartTexts, chartWords } from '../charts.js';
import { collectTexts } from '../collect-texts.js';
import { createFontLoader } from '../fonts/font-loader.js';
import { createDocument, createTextTools } from './document/document.js';
import { paintPages } from './document/paint.js';
import { layOutBrief, layOutPages } from './layout.js';
import { PAPERS } from './page/paper.js';

/** Writes a digest as a PDF. */
export type PdfWriter = (
  digest: Digest,
  theme: Theme,
  look: WriteLook,
) => Promise<{ readonly bytes: Uint8Array; readonly pages: number }>;

interface WriteLook {
  readonly words: Words;
  /** True for a single page, without what does not fit. */
  readonly brief: boolean;
}

/** One count for each word that compact counts may have. */
const LARGE = [1e7, 1e8, 1e9, 1e10, 1e12];

/** Loads fonts when a document first needs them; fonts and text metrics are cached for later documents. */
export function createPdfWriter(): PdfWriter {
  const loader = createFontLoader();
  const textTools = cachedByObject(createTextTools);
  return async (digest, theme, { words, brief }) => {
    const sheet = PAPERS[theme.paper];
    const added = [
      ...chartTexts(digest, chartWords(words)),
      words.say('change.usualShort'),
      words.say('file.leftOut', { parts: '·' }),
      ...LARGE.map((value) => compactCount(value, '', digest.locale)),
    ];
    const fonts = await loader.load([...collectTexts(digest, theme), ...added], {
      own: theme.font,
      locale: digest.locale,
    });
    const document = createDocument(textTools(fonts), {
      title: digest.subject,
      language: words.locale,
      date: new Date(digest.slot.scheduledFor),
      size: sheet,
    });
    const logo = theme.logo === null ? null : await readLogo(theme.logo);
    const input = { digest, theme, sheet, logo, measure: document.measure, words };
    const pages = brief ? layOutBrief(input) : layOutPages(input);
    await paintPages(pages, document);
    await nextTurn();
    return { bytes: await document.finish(), pages: pages.length };
  };
}

async function readLogo(path: string): Promise<Uint8Array> {
  try {
    return await contentAt(path);
  } catch (cause) {
    throw new UserError('logo-unreadable', `The logo "${path}" cannot be read; check theme.logo.`, { cause });
  }
}

import { loadMailWriter } from './email/email.js';
import { loadPdfWriter } from './pdf/pdf.js';
import { loadMessageWriter } from './slack/slack.js';
import { loadWorkbookWriter } from './xlsx/xlsx.js';

export const loadPictures = () => import('./png/pictures.js');

/**
 * Loads what renderers load when first needed. Node never tries again to load a module that it could not read once, for want of
 * a file handle for example: whoever runs for long has them all before.
 */
export const loadRenderers = (): Promise<unknown> =>
  Promise.all([loadPdfWriter(), loadPictures(), loadWorkbookWriter(), loadMailWriter(), loadMessageWriter()]);

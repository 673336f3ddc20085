import { z } from 'zod';
import { artifact } from '../artifact.js';
import type { Renderer } from '../renderer.js';

const options = z.strictObject({});
const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A workbook with native tables of typed cells and native charts: a summary, all reports in full, and notes. */
export const xlsxRenderer: Renderer<z.output<typeof options>> = {
  kind: 'xlsx',
  options,
  async render(digest, _options, { theme, words, name }) {
    const { writeXlsx } = await import('./write.js');
    const { bytes, sheets } = await writeXlsx(digest, theme, words);
    const detail = words.say('file.sheets', { count: sheets });
    const file = { name: name('', 'xlsx'), mediaType: MEDIA_TYPE, bytes, detail };
    return [artifact({ ...file, role: 'attachment' })];
  },
};

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import JSZip from 'jszip';

const EVERY_SHEET_ON_A_PAGE = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}';

/** A workbook as a PDF with one page per sheet. */
export function sheetsAsPdf(soffice, workbook) {
  const out = join(dirname(workbook), 'sheets');
  const profile = `-env:UserInstallation=${pathToFileURL(join(out, 'profile')).href}`;
  execFileSync(
    soffice,
    [profile, '--headless', '--convert-to', EVERY_SHEET_ON_A_PAGE, '--outdir', out, workbook],
    {
      stdio: 'ignore',
    },
  );
  return readFileSync(join(out, 'digest.pdf'));
}

/** The names of a workbook's sheets, in order. */
export async function sheetNames(bytes) {
  const zip = await JSZip.loadAsync(bytes);
  const workbook = await zip.file('xl/workbook.xml').async('string');
  return [...workbook.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name);
}

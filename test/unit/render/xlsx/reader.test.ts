import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { xlsxRenderer } from '../../../../src/render/xlsx/xlsx.js';
import { sampleContext } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { readWorkbook } from '../../../support/workbook-text.js';

function installed(tool: string): boolean {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Opens a workbook with LibreOffice and returns what it saves under a filter, by file name. */
function openWith(bytes: Uint8Array, filter: string): ReadonlyMap<string, Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'botdigest-workbook-'));
  try {
    writeFileSync(join(folder, 'book.xlsx'), bytes);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync(
      'soffice',
      [
        '--headless',
        profile,
        '--convert-to',
        filter,
        '--outdir',
        join(folder, 'out'),
        join(folder, 'book.xlsx'),
      ],
      {
        stdio: 'ignore',
        timeout: 90_000,
      },
    );
    const out = join(folder, 'out');
    return new Map(readdirSync(out).map((file) => [file, readFileSync(join(out, file))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1';

/** The same workbook with the results of all formulas left out, so that a reader has to compute them. */
async function withoutResults(bytes: Uint8Array): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes);
  for (const { name } of zip.file(/^xl\/worksheets\/sheet\d+\.xml$/)) {
    const xml = (await zip.file(name)?.async('string')) ?? '';
    zip.file(name, xml.replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1'));
  }
  return zip.generateAsync({ type: 'uint8array' });
}

const available = installed('soffice');
if (!available)
  console.log('LibreOffice (soffice) is not installed: the workbook is checked through its XML only.');

test.runIf(available)('a second reader shows the same figures and sums', { timeout: 120_000 }, async () => {
  const [file] = await xlsxRenderer.render(sampleDigest(), {}, sampleContext());
  const saved = openWith(await withoutResults(file?.bytes ?? new Uint8Array()), CSV);
  const sheet = (name: string) => saved.get(`book-${name}.csv`)?.toString('utf8');
  expect(sheet('Summary')).toContain('Conversations,"1,734","1,558",▲ 11.3%');
  expect(sheet('Summary')).toContain('Fallback rate,8.9%,7.3%,▲ 1.6 points');
  expect(sheet('Conversations')).toContain('2026-11-16,Support bot,134,2026-11-09,126');
  expect(sheet('Conversations')).toContain('Total,,"1,734",,"1,558"');
  expect(sheet('Heatmap')).toMatch(/^Thu,0,0,0,0,0,0,1,4,10,17,24,27,30,24,31,27/m);
  expect(sheet('Chart data')).toMatch(/^2026-11-19,Thu 19,312,266/m);
  expect(sheet('Chart data')).toMatch(/^2026-11-19,Thu 19,175,72,53,12/m);
  expect(sheet('Chart data')).toMatch(/^Track my order,412/m);
  expect(sheet('Chart data')).toMatch(/^Messenger,289,16\.7%/m);
});

test.runIf(available)('a second reader keeps charts, tables and names', { timeout: 120_000 }, async () => {
  const [file] = await xlsxRenderer.render(sampleDigest(), {}, sampleContext());
  const bytes = file?.bytes ?? new Uint8Array();
  const [own, kept] = await Promise.all([
    readWorkbook(bytes),
    readWorkbook(openWith(bytes, 'xlsx:Calc MS Excel 2007 XML').get('book.xlsx') ?? Buffer.alloc(0)),
  ]);
  const seen = ({ sheets }: typeof own) =>
    sheets.map(({ name, charts, tables }) => [name, charts.map(({ title }) => title), tables.length]);
  expect(seen(kept)).toEqual(seen(own));
  expect([...kept.names.keys()].sort()).toEqual([...own.names.keys()].sort());
});

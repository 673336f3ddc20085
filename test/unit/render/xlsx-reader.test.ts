import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { xlsx } from '../../../src/render/xlsx/xlsx.js';
import { sampleContext } from '../../support/render-context.js';
import { sampleDigest } from '../../support/sample-digest.js';

function installed(tool: string): boolean {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Opens a workbook with LibreOffice, which computes its formulas anew, and returns each sheet as CSV by name. */
function openWith(bytes: Uint8Array, sheets: readonly string[]): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'botdigest-workbook-'));
  try {
    writeFileSync(join(folder, 'book.xlsx'), bytes);
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1';
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync(
      'soffice',
      ['--headless', profile, '--convert-to', filter, '--outdir', folder, join(folder, 'book.xlsx')],
      {
        stdio: 'ignore',
        timeout: 90_000,
      },
    );
    return new Map(sheets.map((sheet) => [sheet, readFileSync(join(folder, `book-${sheet}.csv`), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const available = installed('soffice');
if (!available)
  console.log('LibreOffice (soffice) is not installed: the workbook is checked through its XML only.');

test.runIf(available)('a second reader shows the same figures and sums', { timeout: 120_000 }, async () => {
  const [file] = await xlsx.render(sampleDigest(), {}, sampleContext());
  const sheets = openWith(file?.bytes ?? new Uint8Array(), ['Summary', 'Conversations', 'Heatmap']);
  expect(sheets.get('Summary')).toContain('Conversations,"1,734","1,558",▲ 11.3%');
  expect(sheets.get('Summary')).toContain('Fallback rate,8.9%,7.3%,▲ 1.6 points');
  expect(sheets.get('Conversations')).toContain('2026-11-16,Support bot,134,2026-11-09,126');
  expect(sheets.get('Conversations')).toContain('Total,,"1,734",,"1,558"');
  expect(sheets.get('Heatmap')).toMatch(/^Thu,0,0,0,0,0,0,1,4,10,17,24,27,30,24,31,27/m);
});

// Measures, and writes bench/results.json and bench/RESULTS.md: npm run bench -- [--only a,e] [--runs 5] [--write-readme]
// With --write-readme, the ratios are also written into docs/performance.md; `--only none --write-readme` uses the last results.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareStandard } from './built.mjs';
import { cases } from './cases/cases.mjs';
import { startWorker } from './measure/child.mjs';
import { machineOf } from './report/machine.mjs';
import { markdown, ratioTable } from './report/markdown.mjs';
import { writePage } from './report/page.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    'write-readme': { type: 'boolean' },
  },
});
const only = values.only?.split(',') ?? cases.map(({ key }) => key);
const RESULTS = new URL('results.json', import.meta.url);
/** Response time of the API, ms. */
const API_DELAY = 20;

const folder = mkdtempSync(join(tmpdir(), 'botdigest-bench-'));
const api = await startWorker('api', API_DELAY);
try {
  await prepareStandard(folder, api.ready);
  const context = { runs: Number(values.runs), folder, standard: folder, api, apiDelay: API_DELAY };
  const machine = machineOf();
  const measured = [];
  for (const { key, title, run } of cases.filter(({ key }) => only.includes(key))) {
    const start = performance.now();
    const result = await run(context);
    measured.push({ key, title, ...result });
    console.log(`${key}. ${title}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
    console.log(`${result.notRun ? `Not run: ${result.notRun}.` : ratioTable(result.ratios)}\n`);
  }
  const results = { machine, cases: withKept(measured) };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(new URL('RESULTS.md', import.meta.url), `${markdown(results)}\n`);
  if (values['write-readme']) writePage(results);
} finally {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The new results, with earlier ones of cases that were not run. */
function withKept(measured) {
  const before = values.only ? JSON.parse(readFileSync(RESULTS, 'utf8')).cases : [];
  return cases.flatMap(({ key }) => [...measured, ...before].find((one) => one.key === key) ?? []);
}

import { readFileSync, writeFileSync } from 'node:fs';
import { machineLine, ratioTable } from './markdown.mjs';

const PAGE = new URL('../../docs/performance.md', import.meta.url);
const PLACE = /(<!-- measured -->\n).*?(<!-- \/measured -->)/s;

/** Writes the ratios into docs/performance.md. */
export function writePage({ machine, cases }) {
  const ratios = cases.flatMap((one) => one.ratios);
  const text = `\n${ratioTable(ratios)}\n\nMeasured on ${machineLine(machine)}\n\n`;
  const before = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    before.replace(PLACE, (_whole, begin, end) => begin + text + end),
  );
}

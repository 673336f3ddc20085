import { readFileSync, writeFileSync } from 'node:fs';
import { machineLine, ratioTable } from './markdown.mjs';

const README = new URL('../../README.md', import.meta.url);
const PLACE = /(<!-- measured -->\n).*?(<!-- \/measured -->)/s;

/** Puts the ratios into their place in the README. */
export function writeReadme({ machine, cases }) {
  const ratios = cases.flatMap((one) => one.ratios);
  const text = `\n${ratioTable(ratios)}\n\nMeasured on ${machineLine(machine)}\n\n`;
  const before = readFileSync(README, 'utf8');
  writeFileSync(
    README,
    before.replace(PLACE, (_whole, begin, end) => begin + text + end),
  );
}

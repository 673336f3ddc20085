// Bundles the programs of bench/work like the program itself, and exports what the cases use.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from '../scripts/bundle.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const work = readdirSync(at('work')).map((file) => [file.replace('.mjs', ''), at(`work/${file}`)]);

export const BUILT = at('../built/bench/');

await bundle(
  { ...Object.fromEntries(work), parts: at('parts.mjs'), charts: at('../src/render/charts.ts') },
  BUILT,
);
export const { openConfig, openLedger, systemClock, dueNow, instantConfig, openStandard, prepareStandard } =
  await import(`${BUILT}parts.js`);

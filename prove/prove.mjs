// A proof of delivery: the built program against witnesses of its own, judged by what they and its readers saw. `npm run prove -- --help`
import { availableParallelism, cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { campaigns } from './campaigns/campaigns.mjs';
import { keptBuild } from './program/build.mjs';
import { proveBugs } from './report/prove-bugs.mjs';
import { proveCampaigns } from './report/prove-campaigns.mjs';
import { proveYear } from './report/prove-year.mjs';

const HELP = `Usage: npm run prove -- [options]

Kills, cuts off and starves the built program in the middle of its work, and counts at the other side what arrived.
Without options: a sample of two minutes, with a seed of its own. What was interrupted goes on with the next call.

  --all            every case of every campaign
  --only NAMES     these campaigns: ${campaigns.map(({ name }) => name).join(', ')}
  --mutants        plants each bug of prove/mutants into a copy, which has to be caught; writes the table
  --year           simulates a year of 200 schedules and 20 alerts, and adds it to the counter in docs/proof.md
  --days N         fewer days of it (365)
  --minutes N      how long a sample takes (2)
  --seed N         which cases a sample takes
  --lanes N        trials at a time (one more than cores, four at most)
  --output DIR     where histories and the state are kept (prove-output)
  --fresh          does not go on where it was interrupted
  --write          writes the tables into docs/proof.md
  --help

Exit code: 0 all is whole, 1 something is not, 2 this cannot be run.`;

// What it started ends with it.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
process.exit(await main());

/** @returns {Promise<number>} */
async function main() {
  const options = read();
  if (typeof options === 'string') {
    console.error(`${options}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  if (options.mutants) return proveBugs(options);
  if (options.year) return proveYear(options);
  const main = keptBuild(options.output);
  return proveCampaigns({
    ...options,
    main,
    machine: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`,
  });
}

function read() {
  const number = (/** @type {string} */ text, /** @type {string} */ name) => {
    if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`--${name} takes a number, not ${text}`);
    return Number(text);
  };
  try {
    const { values } = parseArgs({
      options: {
        all: { type: 'boolean', default: false },
        mutants: { type: 'boolean', default: false },
        year: { type: 'boolean', default: false },
        days: { type: 'string', default: '365' },
        only: { type: 'string' },
        minutes: { type: 'string', default: '2' },
        seed: { type: 'string' },
        lanes: { type: 'string', default: String(Math.min(4, availableParallelism() + 1)) },
        output: { type: 'string', default: 'prove-output' },
        fresh: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const only = values.only?.split(',') ?? campaigns.map(({ name }) => name);
    const unknown = only.find((wanted) => !campaigns.some(({ name }) => name === wanted));
    if (unknown !== undefined) return `There is no campaign ${unknown}.`;
    return {
      ...values,
      campaigns: campaigns.filter(({ name }) => only.includes(name)),
      minutes: number(values.minutes, 'minutes'),
      days: Math.max(1, number(values.days, 'days')),
      seed: values.seed === undefined ? -1 : number(values.seed, 'seed'),
      lanes: Math.max(1, number(values.lanes, 'lanes')),
      output: resolve(values.output),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

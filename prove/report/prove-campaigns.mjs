import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spread } from '../campaigns/case.mjs';
import { buildOf } from '../program/build.mjs';
import { Runner } from '../runner.mjs';
import { table, writeBetween } from './page.mjs';
import { State } from './state.mjs';

/**
 * @typedef {import('../campaigns/case.mjs').Campaign} Campaign
 * @typedef {{ main: string, campaigns: readonly Campaign[], all: boolean, minutes: number, seed: number, lanes: number, output: string, fresh: boolean,
 *   write: boolean, machine: string }} Options
 * @typedef {{ campaign: string, title: string, cases: number, trials: number, whole: number, doubles: number, held: number, seconds: number, unable: string | null }} Summary
 */

/** A sample may be of more cases than it has time for. */
const MAX_SAMPLE = 200;

/** Makes campaigns, prints how they end, and returns the exit code. @param {Options} options @returns {Promise<number>} */
export async function proveCampaigns(options) {
  const { main, output, all, minutes } = options;
  const extent = all ? 'all' : `${minutes} minutes`;
  const state = new State(output, { build: buildOf(main), seed: options.seed, extent }, options.fresh);
  console.log(
    `Seed ${state.seed}, ${extent}, ${options.lanes} at a time; ${options.machine}; histories in ${output}${state.resumed ? '; goes on where it was interrupted' : ''}`,
  );
  const runner = await new Runner({ main, root: join(output, 'trials') }).open(options.lanes);
  const until = performance.now() + minutes * 60_000;
  /** @type {Summary[]} */
  const summaries = [];
  try {
    for (const [index, campaign] of options.campaigns.entries()) {
      const share = (until - performance.now()) / (options.campaigns.length - index);
      const end = all ? Number.POSITIVE_INFINITY : performance.now() + share;
      summaries.push(await prove(campaign, { options, state, runner, end }));
    }
  } finally {
    await runner.close();
  }
  writeFileSync(
    join(output, 'results.json'),
    `${JSON.stringify({ seed: state.seed, extent, machine: options.machine, summaries }, null, 2)}\n`,
  );
  if (options.write) writeBetween('campaigns', pageOf(summaries, state.seed, options.machine));
  const broken = state.done.filter(({ whole }) => !whole);
  state.finish();
  if (broken.length === 0) return 0;
  console.error(
    `\n${broken.length} trials are not whole; seed ${state.seed}, histories in ${join(output, 'trials')}`,
  );
  return 1;
}

/** @param {Campaign} campaign @param {{ options: Options, state: State, runner: Runner, end: number }} how @returns {Promise<Summary>} */
async function prove(campaign, { options, state, runner, end }) {
  const { name, title } = campaign;
  const nothing = { campaign: name, title, cases: 0, trials: 0, whole: 0, doubles: 0, held: 0, seconds: 0 };
  const unable = campaign.unable();
  if (unable !== null) {
    console.log(`${title}: not here, ${unable}`);
    return { ...nothing, unable };
  }
  const begun = performance.now();
  const cases = await campaign.cases({
    whole: (one, look) => runner.whole(one, look),
    some: (all) => (options.all ? all : all.slice(state.seed % all.length).slice(0, 1)),
  });
  const chosen = options.all
    ? cases
    : spread(cases, MAX_SAMPLE, state.seed).toSorted(
        (one, other) => order(one.name, state.seed) - order(other.name, state.seed),
      );
  const known = state.wholeOf(name);
  let told = 0;
  const tell = (/** @type {import('../runner.mjs').Result} */ result) => {
    const { violations, folder, seconds, doubles, held } = result;
    told += 1;
    state.add({ campaign: name, name: result.name, whole: violations.length === 0, seconds, doubles, held });
    if (violations.length > 0)
      console.error(
        `  not whole: ${result.name} (seed ${state.seed}, ${folder})\n${violations.map((one) => `    ${one}`).join('\n')}`,
      );
  };
  await runner.run(
    chosen.filter((one) => !known.has(one.name)),
    tell,
    () => told > 0 && performance.now() > end,
  );
  const trials = state.done.filter((one) => one.campaign === name);
  const sum = (/** @type {(one: import('./state.mjs').Done) => number} */ of) =>
    trials.reduce((all, one) => all + of(one), 0);
  const summary = {
    ...nothing,
    cases: cases.length,
    trials: trials.length,
    whole: sum(({ whole }) => Number(whole)),
    doubles: sum(({ doubles }) => doubles),
    held: sum(({ held }) => held),
    seconds: Math.round((performance.now() - begun) / 1_000),
    unable: null,
  };
  console.log(
    `${title}: ${summary.whole}/${summary.trials} of ${summary.cases} cases, ${summary.doubles} flagged doubles, ${summary.held} held, ${summary.seconds} s`,
  );
  return summary;
}

/** An order of its own for each seed. @param {string} name @param {number} seed */
function order(name, seed) {
  let hash = seed;
  for (const letter of name) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return Math.imul(hash, 2_654_435_761) >>> 0;
}

/** @param {readonly Summary[]} summaries @param {number} seed @param {string} machine */
function pageOf(summaries, seed, machine) {
  const rows = summaries.map(({ title, cases, trials, whole, doubles, held, seconds, unable }) =>
    unable === null
      ? [title, cases, `${whole}/${trials}`, doubles, held, seconds]
      : [`${title} (not here: ${unable})`, '–', '–', '–', '–', '–'],
  );
  return `${table(['campaign', 'cases', 'whole', 'flagged doubles', 'held', 'seconds'], rows)}\n\nSeed ${seed}; ${machine}.`;
}

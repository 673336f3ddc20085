import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { plantedBugs, withPlanted } from '../bugs/planted.mjs';
import { campaigns } from '../campaigns/campaigns.mjs';
import { spread } from '../campaigns/case.mjs';
import { Runner } from '../runner.mjs';
import { table, writeBetween } from './page.mjs';

/** How many cases a bug may pass before it counts as not caught. */
const MAX_CASES = 16;

/** @typedef {{ bug: string, campaign: string, cases: number, found: string | null, by: string, seconds: number }} Hunt */

/** Plants each bug into a copy, builds it, and tries the cases that are to catch it. @param {{ output: string, lanes: number }} options @returns {Promise<number>} */
export async function proveBugs({ output, lanes }) {
  mkdirSync(output, { recursive: true });
  /** @type {Hunt[]} */
  const hunts = [];
  for (const planted of plantedBugs()) {
    const begun = performance.now();
    const hunt = await withPlanted(planted, (main) => caught(planted, { main, output, lanes }));
    const seconds = Math.round((performance.now() - begun) / 1_000);
    hunts.push({ ...hunt, seconds });
    console.log(
      `${planted.bug}: ${hunt.found === null ? `NOT CAUGHT in ${hunt.cases} cases` : `caught by ${planted.campaign}, ${hunt.by}: ${hunt.found}`} (${seconds} s)`,
    );
  }
  const missed = hunts.filter(({ found }) => found === null);
  console.log(`${hunts.length - missed.length}/${hunts.length} planted bugs are caught`);
  writeBetween(
    'mutants',
    table(
      ['planted bug', 'campaign', 'case', 'what the checker said', 'seconds'],
      hunts.map(({ bug, campaign, by, found, seconds }) => [
        bug,
        campaign,
        by,
        found ?? 'not caught',
        seconds,
      ]),
    ),
  );
  return missed.length === 0 ? 0 : 1;
}

/** @param {import('../bugs/planted.mjs').Planted} planted @param {{ main: string, output: string, lanes: number }} where @returns {Promise<Omit<Hunt, 'seconds'>>} */
async function caught({ bug, campaign: name, cases: wanted }, { main, output, lanes }) {
  const campaign = campaigns.find((one) => one.name === name);
  if (!campaign) throw new Error(`There is no campaign ${name}`);
  const unable = campaign.unable();
  if (unable !== null) return { bug, campaign: name, cases: 0, found: null, by: `not here: ${unable}` };
  const runner = await new Runner({ main, root: join(output, 'mutants') }).open(lanes);
  /** @type {import('../runner.mjs').Result[]} */
  const results = [];
  const broken = () => results.find(({ violations }) => violations.length > 0);
  try {
    const all = await campaign.cases({
      whole: (one, look) => runner.whole(one, look),
      some: (list) => list.slice(0, 1),
    });
    const fitting = all.filter(({ name: of }) => wanted.test(of));
    await runner.run(
      spread(fitting, MAX_CASES, 1),
      (result) => void results.push(result),
      () => broken() !== undefined,
    );
  } finally {
    await runner.close();
  }
  const found = broken();
  return {
    bug,
    campaign: name,
    cases: results.length,
    found: found?.violations[0] ?? null,
    by: found?.name ?? '',
  };
}

// Plans 100,000 digests at Monday 08:00 with the costs that were measured: node bench/simulate/plan.mjs
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { table } from '../report/table.mjs';
import { fewestMachines } from './simulate.mjs';

const MINUTE = 60_000;
const WITHIN = [5, 15, 60];
const DIGESTS = 100_000;
const TOKENS = [100_000, 1_000, 100];
/** Default pace of the client against a slow API. */
const API = { answer: 300, concurrency: 2, minInterval: 250 };
/** Commits for one digest with one delivery: claim, note, plan, begin and end of the delivery, end of the run, and its slot. */
const COMMITS = 7;
const MACHINE = { cores: 2, concurrency: 32 };

/** The costs from the results of `npm run bench`; null if they were not measured. */
export function costsOf({ cases }) {
  const figures = (key) => cases.find((one) => one.key === key)?.figures;
  const [instant, ledger] = [figures('c'), figures('g')];
  if (!instant || !ledger) return null;
  return {
    costs: { cpu: instant.cpu, requests: instant.requests, commits: COMMITS },
    commitsPerSecond: ledger.commitsPerSecond,
  };
}

/** The plan as Markdown. */
export function planText({ costs, commitsPerSecond }) {
  const kind = { ...MACHINE, commitsPerSecond };
  const rows = TOKENS.flatMap((tokens) =>
    WITHIN.map((minutes) => {
      const plan = fewestMachines({ digests: DIGESTS, tokens }, costs, API, kind, minutes * MINUTE);
      return [count(tokens), `${minutes} min`, ...(plan ? found(plan) : ['no number is enough', '', '', ''])];
    }),
  );
  return [
    `${count(DIGESTS)} digests are due on Monday at 08:00, and 99 of 100 are to be delivered within some minutes.`,
    '',
    table(['tokens', 'within', 'machines', 'lateness p50', 'lateness p99', 'requests a second'], rows),
    '',
    'Assumed:',
    '',
    `- A digest takes ${costs.cpu.toFixed(0)} ms of a core, ${costs.requests} requests and ${costs.commits} commits: case c, one bot, PDF into a folder.`,
    `- A machine has ${MACHINE.cores} such cores and \`concurrency: ${MACHINE.concurrency}\`; all machines share one PostgreSQL that takes ${count(commitsPerSecond)} commits a second, case g, from one session.`,
    `- The API answers in ${API.answer} ms and takes ${API.concurrency} requests at a time for a token, ${API.minInterval} ms apart, over all machines together. Digests are shared evenly among the tokens.`,
    '- Digests are worked on in the order in which they are claimed, and nothing fails. Delivering costs what writing a file costs: the limits of mail servers and of Slack come on top.',
    '- Digests of one token that want the same figures still ask for them one by one.',
    '',
    `Without any other limit, ${count(DIGESTS)} digests keep one such store busy for ${minutesOf((DIGESTS * costs.commits) / commitsPerSecond)} and one machine’s cores for ${minutesOf((DIGESTS * costs.cpu) / 1000 / MACHINE.cores)}.`,
    'Where the store is the limit: a faster disk for it, several services each with a store and digests of its own, or `H` in the schedules, which spreads them over the hour.',
  ].join('\n');
}

const found = ({ machines, outcome: { p50, p99, requestsPerSecond } }) => [
  count(machines),
  minutesOf(p50 / 1000),
  minutesOf(p99 / 1000),
  count(requestsPerSecond),
];

const count = (value) => Math.round(value).toLocaleString('en');
const minutesOf = (seconds) =>
  seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = JSON.parse(readFileSync(new URL('../results.json', import.meta.url), 'utf8'));
  const measured = costsOf(results);
  if (!measured) throw new Error('Cases c and g must have been measured: npm run bench -- --only c,g');
  console.log(planText(measured));
}

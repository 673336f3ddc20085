import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBetween, table, writeBetween } from './page.mjs';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const HEAD = [
  'seed',
  'schedules',
  'days',
  'slots',
  'episodes',
  'messages',
  'kills',
  'doubled, flagged',
  'lost',
  'doubled otherwise',
  'minutes',
];

/** Simulates a year in a test of the repository, and adds it to the counter of docs/proof.md. @param {{ output: string, seed: number, days: number }} options @returns {number} the exit code */
export function proveYear({ output, seed: asked, days }) {
  const seed = asked < 0 ? Math.floor(Math.random() * 1_000_000) : asked;
  mkdirSync(output, { recursive: true });
  const result = join(output, 'year.json');
  rmSync(result, { force: true });
  console.log(`Seed ${seed}: ${days} days of 200 schedules and 20 alerts, 10 % of all sends fail.`);
  const begun = performance.now();
  const words = [
    'vitest',
    'run',
    '--config',
    'vitest.long.config.ts',
    'test/long/year.long.ts',
    '-t',
    'two hundred schedules',
  ];
  const env = { ...process.env, YEAR_SEED: String(seed), YEAR_DAYS: String(days), YEAR_RESULT: result };
  const { status } = spawnSync('npx', words, { cwd: REPOSITORY, env, stdio: 'inherit' });
  if (!existsSync(result)) {
    console.error(`The year of seed ${seed} came to no result.`);
    return 1;
  }
  const { slots, episodes, accepted, kills, doubled, wrong } = JSON.parse(readFileSync(result, 'utf8'));
  if (status !== 0 || wrong.length > 0) {
    console.error(
      `The year of seed ${seed} is not whole; the counter stays:\n${wrong.slice(0, 20).join('\n')}`,
    );
    return 1;
  }
  const minutes = Math.round((performance.now() - begun) / 60_000);
  const rows = [
    ...rowsOf(readBetween('years')),
    [seed, 200, days, slots, episodes, accepted, kills, doubled, 0, 0, minutes].map(String),
  ];
  writeBetween('years', `${table(HEAD, rows)}\n\n${totalOf(rows)}`);
  console.log(totalOf(rows));
  return 0;
}

/** The rows of an earlier table, without its head. @param {string} text @returns {string[][]} */
const rowsOf = (text) =>
  text
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** @param {readonly (readonly string[])[]} rows */
function totalOf(rows) {
  const slots = rows.reduce((sum, row) => sum + Number(row[3]), 0);
  return `Slots simulated so far: ${slots}; lost: 0; doubled without a flag: 0.`;
}

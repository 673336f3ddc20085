// Writes docs/mutation.md from Stryker's reports: node report.mjs <folder of reports> <docs/mutation.md>
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS } from './parts.mjs';

const [, , folder, target] = process.argv;
const FOUND = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

const parts = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({
    name: name.replace('.json', ''),
    files: JSON.parse(readFileSync(join(folder, name), 'utf8')).files,
  }));

const count = (mutants, states) => mutants.filter(({ status }) => states.includes(status)).length;
const row = (name, mutants) => {
  const [found, missed, ignored] = [FOUND, MISSED, ['Ignored']].map((states) => count(mutants, states));
  const score = ((found / Math.max(found + missed, 1)) * 100).toFixed(1);
  return `| ${name} | ${found + missed} | ${found} | ${missed} | ${score} % | ${ignored} |`;
};

const rows = parts.flatMap(({ name, files }) => {
  const all = Object.values(files).flatMap(({ mutants }) => mutants);
  const each = Object.entries(files).map(([file, { mutants }]) => row(`\`${file}\``, mutants));
  return [row(`**${name}**`, all), ...each];
});

const leftOut = parts.flatMap(({ name }) => {
  const { slow = [], without = [] } = PARTS[name];
  return [...slow.map((test) => `“${test}”`), ...without.map((file) => `\`${file}\``)].map(
    (test) => `${name}: ${test}`,
  );
});

writeFileSync(
  target,
  `# Mutation score

\`scripts/mutate.sh\` changes the code in one place at a time (Stryker) and runs the tests that cover it: a change that no test notices is missed.
The score is the part that was noticed. Changes of constants of a module are tried for the tables of answers alone; elsewhere they are left out.
It runs by hand, in a copy; this report is made by it. Some changes cannot be noticed: they mean the same.

Not among the tests, because they take longest or need a process of their own:

${leftOut.map((line) => `- ${line}`).join('\n')}

| part | changes | noticed | missed | score | left out |
|---|---:|---:|---:|---:|---:|
${rows.join('\n')}

Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.
`,
);

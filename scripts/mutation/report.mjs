// Writes docs/mutation.md from Stryker's reports: node report.mjs <folder of reports> <docs/mutation.md>
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

const pathspec = (glob) => (glob.startsWith('!') ? `:(exclude,glob)${glob.slice(1)}` : `:(glob)${glob}`);
const missing = parts.flatMap(({ name, files }) =>
  execFileSync('git', ['ls-files', ...PARTS[name].files.map(pathspec)], {
    cwd: dirname(dirname(target)),
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && !(file in files))
    .map((file) => `- ${name}: \`${file}\``),
);

writeFileSync(
  target,
  `# Mutation score

\`scripts/mutate.sh\` changes the code in one place at a time (Stryker) and runs tests of the part: a change that no test notices is missed.
The score is the part that was noticed; some changes mean the same, so that nothing could notice them. It runs by hand, in a copy; this report
is made by it. A file keeps what was found when it was tried last, also when it has had more tests since.

Not among the tests, because they take longest or need a process of their own:

${leftOut.map((line) => `- ${line}`).join('\n')}

| part | changes | noticed | missed | score | left out |
|---|---:|---:|---:|---:|---:|
${rows.join('\n')}

${missing.length === 0 ? '' : `Not tried whole yet, or with nothing to change in them:\n\n${missing.join('\n')}\n\n`}Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.
`,
);
